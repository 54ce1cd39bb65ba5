using System.Reflection;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Architecture;

/// <summary>The rules that keep the house in order; each names what breaks it.</summary>
public sealed class HouseTests
{
    // What a slice may use besides itself. Shell, Data and Live are the floor under all of them.
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Shell"] = ["Data", "Access", "Live", "Expressions"],
        ["Live"] = ["Data", "Access", "Shell"],
        ["Access"] = ["Data", "Shell", "Live"],
        ["Customers"] = ["Data", "Shell", "Live", "Access"],
        ["Pipeline"] = ["Data", "Shell", "Live", "Access", "Customers"],
        ["Imports"] = ["Data", "Shell", "Live", "Access", "Customers", "Pipeline"],
        ["Hub"] = ["Data", "Shell", "Live", "Access", "Customers", "Pipeline"],
        ["Operations"] = ["Data", "Shell", "Live", "Access", "Customers", "Pipeline", "Imports", "LocalPostgres"],
        ["Cli"] = ["Data", "Shell", "Live", "Access", "Customers", "Pipeline", "Imports", "Hub", "Operations", "LocalPostgres"],
    };

    // Who may look past a filter, across tenants, or write SQL by hand, and why.
    private static readonly Dictionary<string, string> MayReachAround = new(StringComparer.Ordinal)
    {
        ["App/Shell/Door/Find.cs"] = "tells what may not be touched from what does not exist, and shows the past of what may be seen today; the tenant's filter stays on",
        ["App/Shell/Edits/EditMerge.cs"] = "an edit is merged with the past of a record that may be changed today; the tenant's filter stays on",
        ["App/Shell/Edits/EditUndo.cs"] = "who has just handed a record on may call it back; the tenant's filter stays on",
        ["App/Shell/Door/OncePerEvent.cs"] = "one statement enters a whole batch into the ledger",
        ["App/Access/Resources.cs"] = "explains to an administrator why somebody does not see a record; the tenant's filter stays on",
        ["App/Access/TenantDirectory.cs"] = "before sign-in nobody has a tenant",
        ["App/Access/EndsWithEvaluation.cs"] = "Which tenants have sessions and keys of an evaluation that is over",
        ["App/Access/SignInDesk.cs"] = "before sign-in nobody has a tenant",
        ["App/Shell/Records/RecordNames.cs"] = "history names stages that were removed since; the tenant's filter stays on",
        ["App/Customers/AccountFamily.cs"] = "who belongs to whom holds for accounts in the bin and of other people too; the tenant's filter stays on",
        ["App/Pipeline/Settings/EditPipeline.cs"] = "stages that were removed keep their place among the others; the tenant's filter stays on",
        ["App/Pipeline/Moves/BeforeMove.cs"] = "what an undo restores is not hidden from who may undo, whoever owned the deal then; the tenant's filter stays on",
        ["App/Pipeline/Deals/DealReach.cs"] = "deals have stood in stages that were removed since; the tenant's filter stays on",
        ["App/Pipeline/Moves/ListMoveApprovals.cs"] = "history names stages that were removed since; the tenant's filter stays on",
        ["App/Pipeline/Moves/ListStageChanges.cs"] = "history names stages that were removed since; the tenant's filter stays on",
        ["App/Pipeline/Settings/ListProbabilityTables.cs"] = "history names stages that were removed since; the tenant's filter stays on",
        ["App/Pipeline/Deals/DealNotices.cs"] = "an event may tell of a stage that was removed since; the tenant's filter stays on",
        ["App/Pipeline/Moves/Playbook.cs"] = "a move to a stage that was removed since is refused by its name; the tenant's filter stays on",
        ["App/Pipeline/Board/Column.cs"] = "a column has one order, also of cards in the bin and of other people; the tenant's filter stays on",
        ["App/Pipeline/Settings/StagesInUse.cs"] = "a stage is needed by deals in the bin and of other people too; the tenant's filter stays on",
        ["App/Pipeline/Settings/DeletePipeline.cs"] = "a pipeline is needed by deals of other people too; the tenant's filter stays on",
        ["App/Pipeline/Settings/Unsettled.cs"] = "deals in the bin leave a removed stage too; the tenant's filter stays on",
        ["App/Pipeline/Settings/SettlePipelines.cs"] = "deals in the bin leave a removed stage too; the tenant's filter stays on",
        ["App/Pipeline/Settings/PipelineWorker.cs"] = "looks which tenants have deals to settle",
        ["App/Live/EventTail.cs"] = "reads the log of all tenants for the pages of this node",
        ["App/Live/MaySee.cs"] = "that a record went into the bin is news for who could see it; the tenant's filter stays on",
        ["App/Shell/Lists/RebuildSearch.cs"] = "what lies in the bin keeps the words that it is found by; the tenant's filter stays on",
        ["App/Live/Relay/Positions.cs"] = "a consumer has one place in the log of all tenants",
        ["App/Live/Relay/Parking.cs"] = "a consumer sets aside events of all tenants",
        ["App/Live/Relay/EventRelay.cs"] = "reads the log of all tenants",
        ["App/Live/Relay/ConsumerDesk.cs"] = "an operator looks after consumers of all tenants",
        ["App/Pipeline/Moves/Departures.cs"] = "how long deals usually stay in a stage is told of all deals, without a name; the tenant's filter stays on",
        ["App/Hub/ApiKeyDirectory.cs"] = "a key is looked up before anybody knows whose it is",
        ["App/Operations/AuditHealth.cs"] = "health is asked for outside of any tenant",
        ["App/Operations/DatabaseHealth.cs"] = "health is asked for outside of any tenant",
        ["App/Operations/Audit/CheckpointLog.cs"] = "files of checkpoints are those of the node and not of a tenant",
        ["App/Operations/Audit/AuditSealer.cs"] = "seals the entries of all tenants in the order of commits",
        ["App/Operations/Audit/AuditVerifier.cs"] = "verifies the chains of all tenants",
    };

    // These ask the home of the installation whether its database is the private one, and where its keys lie.
    private static readonly HashSet<string> AskTheHome =
        ["App/Access/KeyProtection.cs: Access uses Operations", "App/Access/EvaluationMode.cs: Access uses Operations"];

    [Fact]
    public void Slices_use_only_what_lies_below_them()
    {
        var strangers = SourceFile.Of("App").Where(file => file.Slice != "")
            .SelectMany(file => file.Uses().Except(MayUse.GetValueOrDefault(file.Slice, [])).Select(other => $"{file}: {file.Slice} uses {other}"));

        strangers.Except(AskTheHome).ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_knows_nothing_of_databases_and_the_web()
    {
        SourceFile.Of("App.Domain").Where(file => file.Mentions("EntityFrameworkCore") || file.Mentions("AspNetCore") || file.Mentions("MediatR")).ShouldBeEmpty();
        References(typeof(Entity).Assembly).ShouldNotContain(name => name.StartsWith("App", StringComparison.Ordinal));
    }

    [Fact]
    public void Infrastructure_does_not_know_the_program() =>
        References(typeof(CrmDb).Assembly).Where(name => name.StartsWith("App", StringComparison.Ordinal)).ShouldBe(["App.Domain"]);

    [Fact]
    public void Use_cases_know_nothing_of_the_web() =>
        UseCases().Where(file => file.Mentions("Microsoft.AspNetCore") || file.Mentions("JSInterop") || file.Mentions("HttpContext")).ShouldBeEmpty();

    [Fact]
    public void Pages_send_through_their_desk_and_nowhere_else() =>
        SourceFile.Of("App").Where(file => file.Path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => new[] { "CrmDb", "IMediator", "Dispatcher " }.Any(forbidden => file.Mentions($"@inject {forbidden}") || file.Mentions($"private {forbidden}") || file.Mentions($"required {forbidden}")))
            .ShouldBeEmpty();

    [Fact]
    public void Whoever_reaches_around_a_fence_is_on_the_list_with_a_reason()
    {
        string[] around = ["IgnoreQueryFilters", "CreateSystemWide(", "FromSqlRaw", "ExecuteSqlRaw", "SqlQueryRaw", "CreateOwner("];
        var found = SourceFile.Of("App").Where(file => around.Any(file.Mentions)).Select(file => file.Path).ToList();

        found.Except(MayReachAround.Keys).ShouldBeEmpty("Not on the list of those who may");
        MayReachAround.Keys.Except(found).ShouldBeEmpty("On the list without need");
    }

    [Fact]
    public void Interfaces_stand_only_where_there_is_something_to_choose()
    {
        Type[] all = [.. new[] { typeof(Entity), typeof(CrmDb), typeof(Dispatcher) }.SelectMany(type => type.Assembly.GetTypes())];
        var lonely = all.Where(type => type is { IsInterface: true, IsNested: false } && type.Namespace?.StartsWith("CrmLive", StringComparison.Ordinal) == true)
            .Where(face => all.Count(type => !type.IsInterface && type.GetInterfaces().Any(of => (of.IsGenericType ? of.GetGenericTypeDefinition() : of) == face)) == 1);

        lonely.Count().ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public void Files_stay_short()
    {
        var lengths = new[] { "App", "App.Domain", "App.Infrastructure" }.SelectMany(SourceFile.Of)
            .Select(file => (file.Path, Lines: file.Text.Count(c => c == '\n'))).OrderBy(file => file.Lines).ToList();

        lengths[lengths.Count / 2].Lines.ShouldBeLessThan(60);
        lengths.Where(file => file.Lines > 300).ShouldBeEmpty();
    }

    // Files that declare a request.
    private static IEnumerable<SourceFile> UseCases()
    {
        var names = RequestDoor.All.Select(request => $"{request.Name}.cs").ToHashSet(StringComparer.Ordinal);
        return SourceFile.Of("App").Where(file => names.Contains(file.Name));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
