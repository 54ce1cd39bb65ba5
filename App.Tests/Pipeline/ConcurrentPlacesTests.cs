using CrmLive.Shell;
using CrmLive.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Several people who put the cards of one column in order at the same time.</summary>
public sealed class ConcurrentPlacesTests(World world) : IClassFixture<World>
{
    private const int Cards = 12;
    private const int Rounds = 40;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_moves_from_one_version_exactly_one_wins()
    {
        var card = (await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter("Acme renewal")))).Cards.Single();

        var won = await Task.WhenAll(
            Try(world.Mia, new MoveDeal(card.Id, world.Stage("Lost"), card.Version, "First")),
            Try(world.Mia, new MoveDeal(card.Id, world.Won, card.Version)));

        won.Count(result => result).ShouldBe(1);
    }

    [Fact]
    public async Task However_cards_are_put_elsewhere_at_once_none_is_lost_or_doubled()
    {
        var (stage, cards) = await Column();
        Person[] people = [world.Mia, world.Admin, world.Ada];

        var made = await Task.WhenAll(people.Select((person, number) => Task.Run(() => Shuffle(person, stage, cards, new Random(7 + number)))));

        made.ShouldAllBe(moves => moves > Rounds / 2);

        await using var db = world.Look();
        var column = await db.Database.SqlQueryRaw<long>("select id as \"Value\" from deals where stage_id = {0} order by rank desc, id desc", stage).ToListAsync(Ct);
        column.ShouldBe(cards, ignoreOrder: true);
        (await world.As(world.Mia, new GetBoardLane((await db.Stages.SingleAsync(one => one.Id == stage, Ct)).PipelineId, stage, BoardFilter.None))).Rows
            .Select(card => card.Id).ShouldBe(column);
        (await db.StageChanges.CountAsync(change => cards.Contains(change.DealId), Ct)).ShouldBe(Cards);
    }

    // Two cards at a time, so that they are saved together; all of one tick of the clock, so that there is never room without making some.
    private async Task<int> Shuffle(Person person, long stage, IReadOnlyList<long> cards, Random dice)
    {
        var made = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var at = dice.Next(Cards);
            var (other, above) = (cards[(at + 1 + dice.Next(Cards - 2)) % Cards], cards[(at + Cards - 1) % Cards]);
            made += await Try(person, new MoveDeals([new DealAt(cards[at], stage), new DealAt(other, stage)], stage, new Slot(AfterId: above))) ? 1 : 0;
        }

        return made;
    }

    private async Task<(long Stage, IReadOnlyList<long> Cards)> Column()
    {
        var pipeline = await world.As(world.Admin, new AddPipeline("Places", "EUR", [new NewStage("One", StageKind.Open, 0.1m), new NewStage("Won", StageKind.Won, 1m)]));
        await using var db = world.Look();
        var stage = await db.Stages.Where(one => one.PipelineId == pipeline && one.Position == 0).Select(one => one.Id).SingleAsync(Ct);
        var cards = new List<long>();
        for (var card = 0; card < Cards; card++)
        {
            cards.Add(await world.As(world.Ada, new AddDeal(stage, new DealFields($"Card {card}", 10m))));
        }

        return (stage, cards);
    }

    private async Task<bool> Try<T>(Person person, IRequest<T> move)
    {
        try
        {
            await world.As(person, move);
            return true;
        }
        catch (Exception failure) when (Refusal.Of(failure).Code == "STALE_VERSION")
        {
            return false;
        }
    }
}
