using CrmLive.Access;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What the preview of a design says about deals, against what the stage machine says once the design is saved.</summary>
public sealed class PipelineOutlookTests(World world) : IClassFixture<World>
{
    private static readonly DealField[] All = [.. DealFieldWords.Choices];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_the_deals_whose_next_move_the_stage_machine_refuses_then()
    {
        var (pipeline, stages) = await Made("Judged");
        var present = await world.As(world.Admin, new GetPipeline(pipeline));
        var design = present.Design() with
        {
            Stages = [.. present.Design().Stages.Select(stage => stage.Id == stages[1] || stage.Outcome == StageKind.Won ? stage with { Required = All } : stage)],
            Rules =
            [
                new RuleDesign(null, new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard, Limit: 150m)),
                new RuleDesign(null, new RuleTerms(StageCheck.FewestDays, RuleStrength.Soft, stages[2], 5m)),
                new RuleDesign(null, new RuleTerms(StageCheck.CloseAhead, RuleStrength.Hard, stages[1])),
                new RuleDesign(null, new RuleTerms(StageCheck.NoSkip, RuleStrength.Hard)),
            ],
        };

        var preview = await world.As(world.Admin, new PreviewPipeline(pipeline, design));

        preview.Unjudged.ShouldBe([StageCheck.NoSkip]);
        await world.As(world.Admin, new EditPipeline(pipeline, design, present.Version));
        var judged = await Judged(pipeline, stages);
        preview.Findings.Where(finding => finding.To is not null).Select(finding => (finding.StageId, Code(finding.Demand), finding.Deals)).ShouldBe(judged, ignoreOrder: true);
        judged.Select(found => found.Code).Distinct().Count().ShouldBeGreaterThan(6);
    }

    [Fact]
    public async Task Each_figure_links_to_exactly_its_deals()
    {
        var (pipeline, stages) = await Made("Linked");
        var design = (await world.As(world.Admin, new GetPipeline(pipeline))).Design();
        design = design with
        {
            Stages = [.. design.Stages.Select(stage => stage with { Required = All })],
            Rules =
            [
                new RuleDesign(null, new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard, stages[1], 150m)), new RuleDesign(null, new RuleTerms(StageCheck.FewestDays, RuleStrength.Hard, Limit: 5m)),
                new RuleDesign(null, new RuleTerms(StageCheck.CloseAhead, RuleStrength.Hard)), new RuleDesign(null, new RuleTerms(StageCheck.OwnerCloses, RuleStrength.Hard)),
            ],
        };

        var preview = await world.As(world.Admin, new PreviewPipeline(pipeline, design));

        preview.Findings.Count.ShouldBeGreaterThan(15);
        foreach (var finding in preview.Findings)
        {
            var listed = DealAddress.Of(finding.Link.ToString()[DealAddress.Path.Length..]).Request();
            listed.ShouldBe(finding.Link.Request());
            (await world.As(world.Admin, new SumDeals(listed))).Count.ShouldBe(finding.Deals, finding.ToString());
        }
    }

    [Fact]
    public async Task Says_of_deals_that_stand_in_a_stage_what_it_asks_of_those_that_enter()
    {
        var (pipeline, stages) = await Made("Stood in");
        var design = (await world.As(world.Admin, new GetPipeline(pipeline))).Design();

        var preview = await world.As(world.Admin, new PreviewPipeline(pipeline, design with
        {
            Stages = [.. design.Stages.Select(stage => stage.Id == stages[0] ? stage with { Required = [DealField.NextStep] } : stage)],
        }));

        preview.Findings.ShouldBe([new PreviewFinding(stages[0], "New", null, new PreviewDemand(DealField.NextStep), 5, preview.Findings[0].Link)]);
    }

    [Fact]
    public async Task Deals_without_an_owner_wait_for_a_manager_to_win_them()
    {
        var (pipeline, stages) = await Made("Ownerless");
        var design = (await world.As(world.Admin, new GetPipeline(pipeline))).Design();

        var preview = await world.As(world.Admin, new PreviewPipeline(pipeline, design with { Rules = [new RuleDesign(null, new RuleTerms(StageCheck.OwnerCloses, RuleStrength.Hard))] }));

        var finding = preview.Findings.ShouldHaveSingleItem();
        (finding.StageId, finding.To, finding.Deals).ShouldBe((stages[2], "Won", 1));
    }

    [Fact]
    public async Task A_design_that_demands_nothing_new_finds_nothing()
    {
        var (pipeline, stages) = await Made("Same");
        var present = await world.As(world.Admin, new GetPipeline(pipeline));
        var strict = present.Design() with
        {
            Stages = [.. present.Design().Stages.Select(stage => stage.Id == stages[1] ? stage with { Required = All } : stage)],
            Rules = [new RuleDesign(null, new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard, Limit: 150m))],
        };
        await world.As(world.Admin, new EditPipeline(pipeline, strict, present.Version));
        var saved = (await world.As(world.Admin, new GetPipeline(pipeline))).Design();

        (await world.As(world.Admin, new PreviewPipeline(pipeline, saved))).Findings.ShouldBeEmpty();
        (await world.As(world.Admin, new PreviewPipeline(pipeline, saved with { Rules = [] }))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deals_of_a_removed_stage_are_judged_from_the_one_that_takes_them()
    {
        var (pipeline, stages) = await Made("Removed from");
        var design = (await world.As(world.Admin, new GetPipeline(pipeline))).Design();

        var preview = await world.As(world.Admin, new PreviewPipeline(pipeline, design with
        {
            Stages = [.. design.Stages.Where(stage => stage.Id != stages[0]).Select(stage => stage.Id == stages[2] ? stage with { Required = [DealField.Contact] } : stage)],
            Removals = [new StageRemoval(stages[0], stages[1])],
        }));

        preview.Findings.Where(finding => finding.To == "Last").Select(finding => (finding.Stage, finding.Deals)).ShouldBe([("New", 5), ("Offer", 5)]);
    }

    [Fact]
    public async Task Who_does_not_see_a_field_learns_nothing_of_it()
    {
        var (pipeline, _) = await Made("Unseen");
        var design = (await world.As(world.Admin, new GetPipeline(pipeline))).Design();
        var manager = (await world.AsSoftware(world.Acme, new ListRoles())).Single(role => role.Key == "manager");
        await world.As(world.Admin, new EditRole(manager.Id, manager.Grants, ["opportunity.amount", "opportunity.next_step"]));

        var preview = await world.As(world.Mia, new PreviewPipeline(pipeline, design with
        {
            Stages = [.. design.Stages.Select(stage => stage with { Required = [DealField.Amount, DealField.NextStep, DealField.Product] })],
            Rules = [new RuleDesign(null, new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard, Limit: 150m))],
        }));

        preview.Findings.ShouldNotBeEmpty();
        preview.Findings.ShouldAllBe(finding => finding.Demand.Field == DealField.Product || finding.Demand.Field == DealField.Account);
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Mia, new ListDeals(Filter: new DealFilter(Lacks: DealField.NextStep))));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Mia, new ListDeals(Filter: new DealFilter(AmountOver: 1m))));
        await world.As(world.Admin, new EditRole(manager.Id, manager.Grants, []));
    }

    private static string Code(PreviewDemand demand) => demand.Check?.Code() ?? demand.Field!.Value.MissingCode();

    private async Task<List<(long Stage, string Code, int Deals)>> Judged(long pipelineId, IReadOnlyList<long> stages)
    {
        await using var db = world.Look();
        var pipeline = await db.Pipelines.AsNoTracking().Include(one => one.Stages).Include(one => one.Rules).SingleAsync(one => one.Id == pipelineId, Ct);
        var deals = await db.Deals.AsNoTracking().Where(deal => deal.PipelineId == pipelineId).ToListAsync(Ct);
        var codes = deals.SelectMany(deal =>
        {
            var at = stages.ToList().IndexOf(deal.StageId);
            var to = pipeline.Stage(at < stages.Count - 1 ? stages[at + 1] : pipeline.Stages.Single(stage => stage.Outcome == StageKind.Won).Id)!;
            var verdict = StageMachine.Judge(pipeline, deal, to, new StageMove(0, world.Ada.Id, world.Clock.GetUtcNow()));
            return verdict.Missing.Select(field => field.MissingCode()).Concat(verdict.Breaches.Concat(verdict.Warnings).Select(breach => breach.Code)).Select(code => (deal.StageId, code));
        });

        // Winning has always needed an account.
        return [.. codes.Where(found => found != (stages[^1], DealField.Account.MissingCode())).GroupBy(found => found).Select(group => (group.Key.StageId, group.Key.code, group.Count()))];
    }

    // Three open stages with five deals each: bare ones and full ones, small and large, old and young, overdue, and one that is nobody's.
    private async Task<(long Pipeline, IReadOnlyList<long> Stages)> Made(string name)
    {
        var number = await world.As(world.Admin, new AddPipeline(name, "EUR",
        [
            new NewStage("New", StageKind.Open, 0.1m), new NewStage("Offer", StageKind.Open, 0.4m), new NewStage("Last", StageKind.Open, 0.6m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        await using var db = world.Look();
        var stages = await db.Stages.Where(stage => stage.PipelineId == number && stage.Outcome == StageKind.Open).OrderBy(stage => stage.Position).Select(stage => stage.Id).ToListAsync(Ct);
        var today = DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime);
        foreach (var stage in stages)
        {
            await world.As(world.Admin, new AddDeal(stage, new DealFields($"{name} old", 200m, world.AcmeGmbH, ExpectedClose: today.AddDays(-20))));
            await world.As(world.Admin, new AddDeal(stage, new DealFields($"{name} bare", 0m)));
        }

        world.Clock.Advance(TimeSpan.FromDays(6));
        today = today.AddDays(6);
        foreach (var stage in stages)
        {
            await world.As(world.Admin, new AddDeal(stage, new DealFields($"{name} young", 100m, world.AcmeGmbH, ProductId: world.Product("Desk Team"), ExpectedClose: today)));
            await world.As(world.Admin, new AddDeal(stage, new DealFields($"{name} late", 150m, ExpectedClose: today.AddDays(-1))));
            await world.As(world.Admin, new AddDeal(stage, new DealFields($"{name} large", 151m, world.AcmeGmbH, ExpectedClose: today.AddDays(9))));
        }

        var nobodys = await db.Deals.Where(deal => deal.Name == $"{name} large" && deal.StageId == stages[2]).Select(deal => deal.Id).SingleAsync(Ct);
        await world.As(world.Admin, new AssignDeal(nobodys, null));
        return (number, stages);
    }
}
