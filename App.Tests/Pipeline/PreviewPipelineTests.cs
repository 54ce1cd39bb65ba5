using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Pipeline;

public sealed class PreviewPipelineTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Tells_the_weighted_total_now_and_then_and_changes_nothing()
    {
        var details = await world.As(world.Mia, new GetPipeline(world.SalesPipeline));
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter()));
        var totals = board.Totals.Single(stage => stage.StageId == world.Proposal);
        var design = details.Design() with { Stages = [.. details.Design().Stages.Select(stage => stage.Id == world.Proposal ? stage with { Probability = 0.9m } : stage)] };

        var follow = Of(world.Proposal, await world.As(world.Mia, new PreviewPipeline(world.SalesPipeline, design with { DealsFollow = true })));
        var stay = Of(world.Proposal, await world.As(world.Mia, new PreviewPipeline(world.SalesPipeline, design)));

        (follow.Deals, follow.Total, follow.WeightedNow, follow.WeightedThen).ShouldBe((totals.Count, totals.Total, totals.Weighted, totals.Total * 0.9m));
        stay.WeightedThen.ShouldBe(totals.Weighted);
        (await world.As(world.Mia, new GetPipeline(world.SalesPipeline))).Version.ShouldBe(details.Version);
    }

    [Fact]
    public async Task Deals_of_a_removed_stage_count_where_they_go()
    {
        var details = await world.As(world.Mia, new GetPipeline(world.SalesPipeline));
        var before = await world.As(world.Mia, new PreviewPipeline(world.SalesPipeline, details.Design()));
        var design = details.Design() with
        {
            Stages = [.. details.Design().Stages.Where(stage => stage.Id != world.Qualified)],
            Removals = [new StageRemoval(world.Qualified, world.Proposal)],
        };

        var preview = await world.As(world.Mia, new PreviewPipeline(world.SalesPipeline, design));

        var gone = Of(world.Qualified, before);
        Of(world.Proposal, preview).Arriving.ShouldBe(gone.Deals);
        Of(world.Qualified, preview).IsRemoved.ShouldBeTrue();
        var share = details.Stages.Single(stage => stage.Id == world.Proposal).Probability;
        preview.Then.ShouldBe(before.Now - gone.WeightedNow + (gone.Total * share));
    }

    [Fact]
    public async Task Is_for_those_who_may_change_pipelines_of_their_own_tenant()
    {
        var design = (await world.As(world.Mia, new GetPipeline(world.SalesPipeline))).Design();

        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new PreviewPipeline(world.SalesPipeline, design)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new PreviewPipeline(world.SalesPipeline, design)));
    }

    private static StagePreview Of(long stage, PipelinePreview preview) => preview.Stages.Single(one => one.StageId == stage);
}
