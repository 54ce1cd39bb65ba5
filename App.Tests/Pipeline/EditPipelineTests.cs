using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Pipeline;

public sealed class EditPipelineTests(World world) : IClassFixture<World>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_deals_follow_a_new_table_only_where_that_was_said()
    {
        var (pipeline, deals) = await Pipeline("Follow", deals: 3);

        await Edit(pipeline, 0.3m, follow: false);
        await Settle();
        (await Probabilities(deals)).ShouldBe([0.1m, 0.1m, 0.1m]);

        (await Edit(pipeline, 0.4m, follow: true)).PublishedTable.ShouldBe(3);
        await Settle();
        (await Probabilities(deals)).ShouldBe([0.4m, 0.4m, 0.4m]);
        await using var db = world.Look();
        (await db.Deals.Where(deal => deals.Contains(deal.Id)).Select(deal => deal.TableNumber).Distinct().SingleAsync(Now)).ShouldBe(3);
    }

    [Fact]
    public async Task A_deal_with_an_estimate_of_its_own_never_follows()
    {
        var (pipeline, deals) = await Pipeline("Estimated", deals: 2);
        await world.As(world.Admin, new OverrideProbability(deals[0], 0.9m, "They have signed"));

        await Edit(pipeline, 0.3m, follow: true);
        await Settle();

        (await Probabilities(deals)).Order().ShouldBe([0.3m, 0.9m]);
    }

    [Fact]
    public async Task The_weighted_total_of_the_board_follows_and_its_listeners_hear()
    {
        var (pipeline, _) = await Pipeline("Weighted", deals: 4);
        var heard = new List<LiveMessage>();
        using var _1 = world.Services.GetRequiredService<LiveFeed>().Subscribe(world.Acme, LiveFeed.Topic(RecordKind.Pipeline, pipeline), heard.Add);

        await Edit(pipeline, 0.5m, follow: true);
        await Settle();

        var board = await world.As(world.Mia, new GetBoard(pipeline, new BoardFilter()));
        board.Totals.Single().Weighted.ShouldBe(200m);
        heard.ShouldContain(message => message.EventType == "pipeline.redesigned.v1");
    }

    [Fact]
    public async Task Thousands_of_deals_leave_a_removed_stage_batch_by_batch_and_none_is_lost()
    {
        const int many = 1100;
        var (pipeline, deals) = await Pipeline("Removal", many);
        await world.As(world.Admin, new DeleteDeal(deals[0]));
        var before = await world.As(world.Admin, new GetPipeline(pipeline));
        var (first, second) = (before.Stages[0].Id, before.Stages[1].Id);

        await world.As(world.Admin, new EditPipeline(
            pipeline, before.Design() with { Stages = [.. before.Design().Stages.Skip(1)], Removals = [new StageRemoval(first, second)] }, before.Version));

        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, new AddDeal(first, new DealFields("Late", 1m))));
        (await world.AsSoftware(world.Acme, new SettlePipelines())).ShouldBe(SettlePipelines.Most);
        (await world.As(world.Admin, new GetPipeline(pipeline))).Leaving.Single().Id.ShouldBe(first);
        await Settle();

        await using var db = world.Look();
        (await db.Deals.IgnoreQueryFilters([Filters.Deleted]).CountAsync(deal => deal.StageId == second, Now)).ShouldBe(many);
        (await db.StageChanges.CountAsync(change => change.FromStageId == first && change.ToStageId == second, Now)).ShouldBe(many);
        (await db.Stages.AnyAsync(stage => stage.Id == first, Now)).ShouldBeFalse();
        (await world.As(world.Mia, new GetBoard(pipeline, new BoardFilter()))).Totals.Single().Count.ShouldBe(many - 1);
        var way = await world.As(world.Mia, new ListStageChanges(deals[1]));
        (way.Rows[0].From, way.Rows[0].To, way.Rows[0].Reason).ShouldBe(("New", "Offer", "The stage New was removed"));
        var undo = await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, new UndoDealMove(deals[1], way.Rows[0].Id)));
        undo.Code.ShouldBe("stage.removed");
    }

    [Fact]
    public async Task A_deal_that_came_into_a_stage_at_the_moment_of_its_removal_leaves_it_too()
    {
        var (pipeline, deals) = await Pipeline("Late", deals: 1);
        var details = await world.As(world.Admin, new GetPipeline(pipeline));
        var middle = details.Stages[1].Id;
        await world.As(world.Admin, new EditPipeline(pipeline, details.Design() with { Stages = [.. details.Design().Stages.Where(stage => stage.Id != middle)] }));
        await using (var db = world.Look())
        {
            await db.Deals.Where(deal => deal.Id == deals[0]).ExecuteUpdateAsync(set => set.SetProperty(deal => deal.StageId, middle), Now);
        }

        await Settle();

        await using var after = world.Look();
        (await after.Deals.SingleAsync(deal => deal.Id == deals[0], Now)).StageId.ShouldBe(details.Stages[0].Id);
    }

    [Fact]
    public async Task Of_two_administrators_at_once_one_is_told_that_the_other_was_first()
    {
        var (pipeline, _) = await Pipeline("Twice", deals: 0);
        var seen = await world.As(world.Admin, new GetPipeline(pipeline));

        var first = world.As(world.Admin, new EditPipeline(pipeline, seen.Design() with { Name = "Twice, by Root" }, seen.Version));
        var second = world.As(world.Mia, new EditPipeline(pipeline, seen.Design() with { Name = "Twice, by Mia" }, seen.Version));
        var failures = (await Task.WhenAll(Outcome(first), Outcome(second))).OfType<Exception>().ToList();

        Refusal.Of(failures.ShouldHaveSingleItem()).Code.ShouldBe("STALE_VERSION");
    }

    [Fact]
    public async Task Tables_are_listed_with_who_and_why_and_cannot_be_written_again()
    {
        var (pipeline, _) = await Pipeline("History", deals: 0);
        await Edit(pipeline, 0.35m, follow: false, note: "Wins of the spring");

        var tables = await world.As(world.Ada, new ListProbabilityTables(pipeline));

        tables.Select(table => table.Number).ShouldBe([2, 1]);
        (tables[0].By, tables[0].Note, tables[1].By).ShouldBe(("Root Admin", "Wins of the spring", "Root Admin"));
        tables[0].Shares.Select(share => (share.Stage, share.Probability)).ShouldBe([("New", 0.35m), ("Offer", 0.6m)]);
        await using var db = world.Look();
        await Should.ThrowAsync<Exception>(() => db.ProbabilityTables.ExecuteDeleteAsync(Now));
    }

    [Fact]
    public async Task Another_tenant_has_no_such_pipeline_and_a_rep_no_such_right()
    {
        var seen = await world.As(world.Admin, new GetPipeline(world.SalesPipeline));

        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new EditPipeline(world.SalesPipeline, seen.Design())));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new GetPipeline(world.SalesPipeline)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new ListProbabilityTables(world.SalesPipeline)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new OrderPipelines([world.SalesPipeline])));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new EditPipeline(world.SalesPipeline, seen.Design())));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new DeletePipeline(world.SalesPipeline)));
    }

    [Fact]
    public async Task A_pipeline_goes_to_the_bin_only_without_open_deals_and_comes_back()
    {
        var (pipeline, _) = await Pipeline("Bin", deals: 0);
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Mia, new DeletePipeline(world.SalesPipeline)))).Code.ShouldBe("pipeline.in_use");

        await world.As(world.Mia, new DeletePipeline(pipeline));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Mia, new GetPipeline(pipeline)));
        await world.As(world.Mia, new RestorePipeline(pipeline));

        (await world.As(world.Mia, new ListPipelines())).Rows.ShouldContain(row => row.Id == pipeline);
    }

    [Fact]
    public async Task Pipelines_stand_in_the_order_that_was_chosen()
    {
        await world.As(world.Mia, new OrderPipelines([world.Renewals, world.SalesPipeline]));

        (await world.As(world.Ada, new ListPipelines())).Rows.Take(2).Select(row => row.Id).ShouldBe([world.Renewals, world.SalesPipeline]);
    }

    private static async Task<Exception?> Outcome(Task<PipelineSaved> edit)
    {
        try
        {
            await edit;
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private async Task<PipelineSaved> Edit(long pipeline, decimal first, bool follow, string? note = null)
    {
        var details = await world.As(world.Admin, new GetPipeline(pipeline));
        var design = details.Design();
        return await world.As(world.Admin, new EditPipeline(
            pipeline, design with { Stages = [design.Stages[0] with { Probability = first }, .. design.Stages.Skip(1)], DealsFollow = follow, Note = note }, details.Version));
    }

    private async Task Settle()
    {
        while (await world.AsSoftware(world.Acme, new SettlePipelines()) > 0)
        {
        }
    }

    private async Task<List<decimal>> Probabilities(IReadOnlyList<long> deals)
    {
        await using var db = world.Look();
        return await db.Deals.Where(deal => deals.Contains(deal.Id)).Select(deal => deal.Probability).ToListAsync(Now);
    }

    // New 10 %, Offer 60 %, Won, Lost; each deal is worth 100 and stands in New.
    private async Task<(long Pipeline, List<long> Deals)> Pipeline(string name, int deals)
    {
        var pipeline = await world.As(world.Admin, new AddPipeline(name, "EUR",
        [
            new NewStage("New", StageKind.Open, 0.1m), new NewStage("Offer", StageKind.Open, 0.6m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        var ids = world.Services.GetRequiredService<IdGenerator>();
        await using var db = world.Look();
        var made = await db.Pipelines.Include(row => row.Stages).SingleAsync(row => row.Id == pipeline, Now);
        for (var number = 0; number < deals; number++)
        {
            var deal = new Deal(
                await ids.Next(Now), await ids.Next(Now), new DealFields($"{name} {number}", 100m), made, made.Stages.OrderBy(stage => stage.Position).First(),
                new Responsible(world.Ada.Id, world.North, world.Ada.Id), world.Clock.GetUtcNow());
            db.Deals.Add(deal);
            db.StageChanges.AddRange(deal.NewStageChanges);
        }

        await db.SaveChangesAsync(Now);
        return (pipeline, await db.Deals.Where(deal => deal.PipelineId == pipeline).OrderBy(deal => deal.Id).Select(deal => deal.Id).ToListAsync(Now));
    }
}
