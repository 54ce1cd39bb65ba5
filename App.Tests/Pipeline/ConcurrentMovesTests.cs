using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class ConcurrentMovesTests(World world) : IClassFixture<World>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_moves_at_once_lose_nothing_and_keep_the_totals_true()
    {
        var deals = (await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter()))).Cards
            .Where(card => card.Outcome == StageKind.Open).Select(card => card.Id).ToList();
        long[] stages = [world.Qualified, world.Proposal, world.Negotiation];
        await using var db = world.Look();
        var before = await db.StageChanges.CountAsync(Now);

        var moved = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Try(new MoveDeal(deals[n % deals.Count], stages[n % 3]))));

        moved.Count(result => result).ShouldBe(await db.StageChanges.CountAsync(Now) - before);
        moved.ShouldContain(true);
        await TotalsAgree();
    }

    [Fact]
    public async Task Of_two_moves_from_one_version_exactly_one_wins()
    {
        var card = (await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter("Acme renewal")))).Cards.Single();

        var won = await Task.WhenAll(
            Try(new MoveDeal(card.Id, world.Stage("Lost"), card.Version, "First")),
            Try(new MoveDeal(card.Id, world.Won, card.Version)));

        won.Count(result => result).ShouldBe(1);
    }

    private async Task TotalsAgree()
    {
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter()));
        foreach (var stage in board.Totals)
        {
            var cards = board.Cards.Where(card => card.StageId == stage.StageId).ToList();
            (stage.Count, stage.Total).ShouldBe((cards.Count, cards.Sum(card => card.Amount)));
        }
    }

    // The losers of a race and moves to where the deal is already are refused; anything else is a defect.
    private async Task<bool> Try(MoveDeal move)
    {
        try
        {
            await world.As(world.Mia, move);
            return true;
        }
        catch (Exception failure) when (Refusal.Of(failure).Code is "STALE_VERSION" or "STAGE_SAME" or "DEAL_CLOSED")
        {
            return false;
        }
    }
}
