using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>No deal is open in a pipeline that is in the bin, whichever way it tries to get there.</summary>
public sealed class PipelineBinTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_added_moved_or_restored_into_it()
    {
        var (pipeline, open, won) = await Pipeline("Binned");
        var binned = await world.As(world.Admin, new AddDeal(open, new DealFields("In the bin", 1m)));
        await world.As(world.Admin, new DeleteDeal(binned));
        var closed = await world.As(world.Admin, new AddDeal(open, new DealFields("Closed", 1m, world.AcmeGmbH)));
        var moved = await world.As(world.Admin, new MoveDeal(closed, won));
        await world.As(world.Admin, new DeletePipeline(pipeline));

        await Refused(new AddDeal(open, new DealFields("Late", 1m)));
        await Refused(new RestoreDeal(binned));
        await Refused(new MoveDeal(closed, open));
        await Refused(new UndoDealMove(closed, moved.ChangeId));
        await Refused(new UndoDealMoves([new MovedBack(closed, moved.ChangeId, 0, 0)]));

        await world.As(world.Admin, new DeleteDeal(closed));
        await world.As(world.Admin, new RestoreDeal(closed));
        await world.As(world.Admin, new RestorePipeline(pipeline));
        await world.As(world.Admin, new RestoreDeal(binned));
    }

    [Fact]
    public async Task Whoever_is_first_wins_when_a_deal_is_added_while_the_pipeline_goes()
    {
        for (var round = 0; round < 20; round++)
        {
            var (pipeline, open, _) = await Pipeline($"Raced {round}");
            var adds = Enumerable.Range(0, 4).Select(number => Try(new AddDeal(open, new DealFields($"Raced {number}", 1m)))).ToList();

            var isGone = await Try(new DeletePipeline(pipeline));
            var added = (await Task.WhenAll(adds)).Count(isAdded => isAdded);

            (isGone && added > 0).ShouldBeFalse($"round {round}: {added} deals are open in a pipeline that is gone");
            await using var db = world.Look();
            (await db.Deals.CountAsync(deal => deal.PipelineId == pipeline, Ct)).ShouldBe(added);
        }
    }

    private async Task<bool> Try<T>(MediatR.IRequest<T> request)
    {
        try
        {
            await world.As(world.Admin, request);
            return true;
        }
        catch (RuleBroken refused) when (refused.Code is "pipeline.deleted" or "pipeline.in_use")
        {
            return false;
        }
    }

    private async Task Refused<T>(MediatR.IRequest<T> request) =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, request), $"{request}")).Code.ShouldBe("pipeline.deleted");

    private async Task<(long Pipeline, long Open, long Won)> Pipeline(string name)
    {
        var pipeline = await world.As(world.Admin, new AddPipeline(name, "EUR", [new NewStage("New", StageKind.Open, 0.1m), new NewStage("Won", StageKind.Won, 1m)]));
        var stages = (await world.As(world.Admin, new GetPipeline(pipeline))).Stages;
        return (pipeline, stages[0].Id, stages[1].Id);
    }
}
