using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Events;

/// <summary>Drives the relay by hand in a world that serves nothing.</summary>
internal static class RelayInTest
{
    public static EventConsumer Notifications(this World world) =>
        world.Services.GetServices<EventConsumer>().Single(consumer => consumer.Name == "notifications");

    public static EventRelay Relay(this World world) => world.Services.GetRequiredService<EventRelay>();

    public static ConsumerDesk Desk(this World world, params IEnumerable<EventConsumer> consumers) =>
        ActivatorUtilities.CreateInstance<ConsumerDesk>(world.Services, consumers);

    /// <summary>Gives the consumer its first place.</summary>
    public static Task Begin(this World world, EventConsumer consumer) =>
        world.Services.GetRequiredService<Positions>().Ensure(consumer, TestContext.Current.CancellationToken);

    /// <summary>Works until the consumer has read all there is. Transactions of other tests on the same server may keep an event back for a moment.</summary>
    public static Task Settle(this World world, EventConsumer consumer) => TestPatience.Until(
        async () =>
        {
            await world.Relay().Drain(consumer, TestContext.Current.CancellationToken, world.Clock.Now.AddDays(1));
            return await world.LagOf(consumer) == 0;
        },
        $"{consumer.Name} to read all there is",
        TestPatience.Long);

    public static async Task<long> LagOf(this World world, EventConsumer consumer) =>
        (await world.Desk(consumer).Lag(TestContext.Current.CancellationToken)).Single(lag => lag.Consumer == consumer.Name).Events;

    public static async Task<List<Notification>> BellOf(this World world, Person person)
    {
        await using var db = world.Look();
        return await db.Notifications.AsNoTracking().Where(notification => notification.UserId == person.Id)
            .OrderBy(notification => notification.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<List<long>> EffectsOf(this World world, EventConsumer consumer)
    {
        await using var db = world.Look();
        return await db.EventEffects.Where(effect => effect.Consumer == consumer.Name)
            .OrderBy(effect => effect.EventId).Select(effect => effect.EventId).ToListAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>A consumer of deal events that does what a test says, and leaves nothing but its entries in the ledger.</summary>
internal sealed class TestConsumer(string name, Action<StoredEvent> answer) : EventConsumer
{
    public override string Name => name;

    public override bool BeginsAtTheBeginning => false;

    public override bool Wants(StoredEvent happened) => happened.SubjectKind == RecordKind.Deal.Name;

    public override ICommand<int> Answer(IReadOnlyList<StoredEvent> events)
    {
        foreach (var happened in events)
        {
            answer(happened);
        }

        return new TellPeople([]);
    }

    public override ICommand<int> TakeBack() => new TellPeople([]);
}
