using System.CommandLine;
using CrmLive.Access;

namespace CrmLive.Cli;

/// <summary><c>crm tenants list | add</c>.</summary>
internal static class TenantVerbs
{
    private static readonly Argument<string> Slug = new("slug") { Description = "Short name in lower case, such as acme." };
    private static readonly Argument<string> Name = new("name") { Description = "Name as people write it." };

    public static Command Tenants() => Verb.Group("tenants", "The tenants of this installation.",
        Verb.Of("list", "Lists the tenants by short name.", List),
        Verb.Of("add", "Adds a tenant with the built-in roles; one that is there already stays as it is.", Add, Slug, Name));

    private static async Task<object?> List(VerbRun run) =>
        (await run.Service<TenantDirectory>().All(run.Cancelled)).Select(Shown);

    private static async Task<object?> Add(VerbRun run)
    {
        var tenant = await run.Service<TenantDirectory>().Ensure(run.Get(Slug), run.Get(Name), run.Cancelled);
        await run.Service<Shell.Dispatcher>().Send(
            new Shell.Caller(tenant.Id, null, null, Data.Origin.Cli) { Worker = "crm" }, new SetUpRoles(), run.Cancelled);
        return Shown(tenant);
    }

    private static object Shown(Tenant tenant) => new
    {
        Id = new RecordId(RecordKind.Tenant, tenant.Id).ToString(),
        tenant.Slug,
        tenant.Name,
    };
}
