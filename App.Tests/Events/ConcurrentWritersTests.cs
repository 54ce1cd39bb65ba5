using CrmLive.Live;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Events;

public sealed class ConcurrentWritersTests(World world) : IClassFixture<World>
{
    private const int Writers = 16;
    private const int Moves = 12;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Ids are drawn before the commit, so events commit in another order than their ids: a reader by id would lose some.</summary>
    [Fact]
    public async Task No_event_of_16_writers_is_lost_and_none_has_its_effect_twice()
    {
        var consumer = world.Notifications();
        await world.Begin(consumer);
        await world.Settle(consumer);
        using var done = new CancellationTokenSource();
        var nodes = Enumerable.Range(0, 3).Select(_ => Task.Run(() => DrainUntil(consumer, done.Token), Ct)).ToList();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer), Ct)));
        await done.CancelAsync();
        await Task.WhenAll(nodes);
        await world.Settle(consumer);

        await using var db = world.Look();
        var written = await db.Events.Where(happened => happened.ActorId == world.Mia.Id && happened.SubjectKind == "opportunity")
            .Select(happened => happened.Id).ToListAsync(Ct);
        written.Count.ShouldBe(Writers * (1 + Moves));
        (await world.BellOf(world.Ada)).Select(notification => notification.EventId).ShouldBe(written, ignoreOrder: true);
        (await world.EffectsOf(consumer)).ShouldBe(written, ignoreOrder: true);
    }

    private async Task Write(int writer)
    {
        var deal = await world.As(world.Mia, new AddDeal(world.Proposal, new DealFields($"Deal of writer {writer}", 10m), world.Ada.Id));
        for (var move = 0; move < Moves; move++)
        {
            await world.As(world.Mia, new MoveDeal(deal, move % 2 == 0 ? world.Negotiation : world.Proposal));
        }
    }

    private async Task DrainUntil(EventConsumer consumer, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await world.Relay().Drain(consumer, Ct);
        }
    }
}
