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
        var heardByMia = (await world.BellOf(world.Mia)).Count;
        await world.As(world.Mia, new MoveDeal(world.AcmeRenewal, world.Negotiation));

        await world.Settle(world.Notifications());

        var notification = (await world.BellOf(world.Ada))[^1];
        notification.Text.ShouldBe("Mia Tanaka moved Acme renewal to Negotiation.");
        notification.SubjectId.ShouldBe(world.AcmeRenewal);
        (await world.BellOf(world.Mia)).Count.ShouldBe(heardByMia);
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
        (await rung.Task.Soon("the bell to ring")).EventType.ShouldBe("notification.added.v1");
    }

    [Fact]
    public async Task A_question_that_was_answered_anywhere_is_read_at_every_bell_also_where_it_is_told_of_only_now()
    {
        var (pipeline, deal) = await Guarded();
        var asked = (await world.As(world.Ada, new AskForException(deal, pipeline.Stages[2].Id, "They have signed"))).Id;
        await world.Settle(world.Notifications());
        var unread = await Unread(world.Mia);
        await world.As(world.Admin, new DecideException(asked, Approves: false, "Not yet"));
        await world.As(world.Admin, new DecideException((await world.As(world.Ada, new AskForException(deal, pipeline.Stages[2].Id, "Please"))).Id, Approves: true));
        var rung = new List<LiveMessage>();
        using var listening = world.Services.GetRequiredService<LiveFeed>().Subscribe(world.Acme, LiveFeed.Topic(RecordKind.Notification, world.Mia.Id), rung.Add);

        await world.Settle(world.Notifications());

        (await Unread(world.Mia)).ShouldBe(unread - 1);
        (await world.BellOf(world.Mia)).Select(notification => notification.ReadAt is null).TakeLast(2).ShouldBe([false, false]);
        (await world.BellOf(world.Ada)).Select(notification => notification.ReadAt is null).TakeLast(2).ShouldBe([true, true]);
        rung.ShouldContain(message => message.EventType == "notification.read.v1");
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

    private async Task<int> Unread(Person person) => (await world.BellOf(person)).Count(notification => notification.ReadAt is null);

    // A pipeline whose stages must not be skipped, and Ada's deal in its first.
    private async Task<(PipelineDetails Pipeline, long Deal)> Guarded()
    {
        var id = await world.As(world.Admin, new AddPipeline("Guarded", "EUR",
        [
            new NewStage("New", StageKind.Open, 0.1m), new NewStage("Offer", StageKind.Open, 0.3m), new NewStage("Talks", StageKind.Open, 0.6m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        var made = await world.As(world.Admin, new GetPipeline(id));
        await world.As(world.Admin, new EditPipeline(id, made.Design() with { Rules = [new RuleDesign(null, new RuleTerms(StageCheck.NoSkip, RuleStrength.Hard))] }, made.Version));
        return (made, await world.As(world.Ada, new AddDeal(made.Stages[0].Id, new DealFields("In a hurry", 100m))));
    }
}
