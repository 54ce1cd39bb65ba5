using CrmLive.Live;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Events;

public sealed class NotificationTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await world.Begin(world.Notifications());
        await world.Settle(world.Notifications());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_owner_hears_that_somebody_else_moved_their_deal()
    {
        await world.As(world.Mia, new MoveDeal(world.AcmeRenewal, world.Negotiation));

        await world.Settle(world.Notifications());

        var notification = (await world.BellOf(world.Ada))[^1];
        notification.Text.ShouldBe("Mia Tanaka moved Acme renewal to Negotiation.");
        notification.SubjectId.ShouldBe(world.AcmeRenewal);
        (await world.BellOf(world.Mia)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_told_what_they_did_themselves()
    {
        var before = (await world.BellOf(world.Ben)).Count;

        await world.As(world.Ben, new MoveDeal(world.DeltaDesk, world.Negotiation));
        await world.Settle(world.Notifications());

        (await world.BellOf(world.Ben)).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Winning_a_deal_is_said_in_its_own_words_and_rings_the_bell_of_open_pages()
    {
        var rung = new TaskCompletionSource<LiveMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = world.Services.GetRequiredService<LiveFeed>()
            .Subscribe(world.Acme, LiveFeed.Topic(RecordKind.Notification, world.Ada.Id), message => rung.TrySetResult(message));
        var deal = await world.As(world.Mia, new AddDeal(world.Negotiation, new DealFields("Harbour lights", 1_000m, world.AcmeGmbH), world.Ada.Id));
        await world.As(world.Mia, new MoveDeal(deal, world.Won));

        await world.Settle(world.Notifications());

        (await world.BellOf(world.Ada)).Select(notification => notification.Text).TakeLast(2)
            .ShouldBe(["Mia Tanaka opened Harbour lights for you.", "Mia Tanaka won Harbour lights."]);
        (await rung.Task).EventType.ShouldBe("notification.added.v1");
    }

    [Fact]
    public async Task What_happened_before_the_consumer_came_is_not_news()
    {
        var heard = new List<long>();
        var newcomer = new TestConsumer("newcomer", happened => heard.Add(happened.Id));

        await world.Begin(newcomer);
        await world.As(world.Mia, new MoveDeal(world.Deal("Fjord help desk"), world.Negotiation));
        await world.Settle(newcomer);

        await using var db = world.Look();
        heard.Count.ShouldBeInRange(1, 5);
        heard[^1].ShouldBe(await db.Events.Where(happened => happened.SubjectKind == "opportunity").MaxAsync(happened => happened.Id, TestContext.Current.CancellationToken));
    }
}
