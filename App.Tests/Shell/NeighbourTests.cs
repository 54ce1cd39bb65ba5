using System.Data.Common;
using System.Net;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell.Neighbours;
using CrmLive.Support;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Shell;

/// <summary>What one person has at the same time is bounded, said in words, and costs nobody else anything.</summary>
public sealed class NeighbourTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private NeighbourLimits Limits => world.Services.GetRequiredService<NeighbourLimits>();

    public async ValueTask InitializeAsync() => await world.App.StartAsync(Now);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_person_has_their_share_and_their_tenant_its_own()
    {
        using var share = new Share(perPerson: 2, perTenant: 3);
        var (ada, ben, rita) = (Somebody(1, 1), Somebody(1, 2), Somebody(2, 3));
        var first = await share.Take(ada, Now);
        using var second = await share.Take(ada, Now);

        (await share.Take(ada, Now)).ShouldBeNull();
        using var bens = (await share.Take(ben, Now)).ShouldNotBeNull();
        (await share.Take(ben, Now)).ShouldBeNull();
        using var ritas = (await share.Take(rita, Now)).ShouldNotBeNull();
        share.Of(ada).ShouldBe(2);
        share.OfTenant(ben).ShouldBe(3);

        first!.Dispose();
        share.Of(ada).ShouldBe(1);
        using var again = (await share.Take(ada, Now)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_waits_gets_their_turn_in_order_and_who_leaves_takes_none()
    {
        using var share = new Share(perPerson: 1, perTenant: 1, waiting: 2);
        using var leaves = new CancellationTokenSource();
        var caller = Somebody(1, 1);
        var running = (await share.Take(caller, Now))!;
        var left = share.Take(caller, leaves.Token).AsTask();
        var next = share.Take(caller, Now).AsTask();
        (await share.Take(caller, Now)).ShouldBeNull();

        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        next.IsCompleted.ShouldBeFalse();
        running.Dispose();

        using var turn = (await next.Soon("the turn of who waits")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_has_too_many_tabs_gets_a_page_that_says_so_and_the_others_get_theirs()
    {
        var (ada, ben) = (await SignedInBrowser.Of(world, world.Ada), await SignedInBrowser.Of(world, world.Ben));
        var tabs = await Fill(Limits.Tabs, world.Ada, new NeighbourOptions().TabsPerPerson);

        using var refused = await ada.Get(world, "/pipeline");
        using var neighbour = await ben.Get(world, "/pipeline");
        tabs[0].Dispose();
        using var after = await ada.Get(world, "/pipeline");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await refused.Content.ReadAsStringAsync(Now)).ShouldContain("You have 20 tabs of CrmLive open");
        neighbour.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        tabs.ForEach(tab => tab.Dispose());
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/live")]
    public async Task A_connection_over_the_limit_is_refused_before_it_costs_anything(string path)
    {
        var browser = await SignedInBrowser.Of(world, world.Mia);
        var share = path == "/_blazor" ? Limits.Tabs : Limits.Listeners;
        using var open = await Connect(browser, path);
        share.Of(Caller(world.Mia)).ShouldBe(1);
        var others = await Fill(share, world.Mia, share.PerPerson - 1);

        (await Should.ThrowAsync<InvalidOperationException>(() => Connect(browser, path))).Message.ShouldContain("429");

        others.ForEach(other => other.Dispose());
        using var again = await Connect(browser, path);
    }

    [Fact]
    public async Task A_circuit_that_is_no_socket_is_refused_in_words()
    {
        var browser = await SignedInBrowser.Of(world, world.Ada);

        using var answer = await browser.Get(world, "/_blazor?id=1", "*/*");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Now)).ShouldContain("WebSocket");
    }

    [Fact]
    public async Task Exports_of_one_person_wait_for_each_other_and_then_are_refused()
    {
        var (ada, ben) = (await SignedInBrowser.Of(world, world.Ada), await SignedInBrowser.Of(world, world.Ben));
        var running = await Fill(Limits.Exports, world.Ada, 2);
        Task<IDisposable?>[] waiting = [Limits.Exports.Take(Caller(world.Ada), Now).AsTask(), Limits.Exports.Take(Caller(world.Ada), Now).AsTask()];

        using var refused = await ada.Get(world, "/accounts/export.csv", "*/*");
        using var neighbour = await ben.Get(world, "/accounts/export.csv", "*/*");
        running.ForEach(turn => turn.Dispose());
        (await waiting[0].Soon("the turn of the first export"))!.Dispose();
        (await waiting[1].Soon("the turn of the second export"))!.Dispose();
        using var after = await ada.Get(world, "/accounts/export.csv", "*/*");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.Content.ReadAsStringAsync(Now)).ShouldContain("TOO_MANY_AT_ONCE");
        neighbour.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_statement_that_a_person_waits_for_is_stopped_and_the_softwares_own_is_not()
    {
        var factory = world.Services.GetRequiredService<CrmDbFactory>();
        var patience = world.Provider.Patience;
        patience.ShouldBe(new NeighbourOptions().StatementSeconds);
        var actor = await world.Services.GetRequiredService<ActorDirectory>().Find(Caller(world.Ada), Now);
        try
        {
            world.Provider.Patience = 1;
            await using var persons = factory.Create(new Work(actor, "test", null, new Origin("page"), ""));
            await using var own = world.Look();

            var failure = await Should.ThrowAsync<Exception>(() => persons.Database.ExecuteSqlRawAsync("select pg_sleep(60)", Now));

            (failure is DbException).ShouldBeTrue();
            Refusal.Of(failure).Status.ShouldBe(503);
            own.Database.GetCommandTimeout().ShouldBeNull();
        }
        finally
        {
            world.Provider.Patience = patience;
        }
    }

    private static Caller Somebody(long tenant, long user) => new(tenant, user, null, new Origin("page"));

    private static Caller Caller(Person person) => Somebody(person.TenantId, person.Id);

    private static async Task<List<IDisposable>> Fill(Share share, Person person, int count)
    {
        var taken = new List<IDisposable>();
        for (var i = 0; i < count; i++)
        {
            taken.Add((await share.Take(Caller(person), Now)).ShouldNotBeNull());
        }

        return taken;
    }

    private async Task<System.Net.WebSockets.WebSocket> Connect(SignedInBrowser browser, string path)
    {
        var client = world.App.GetTestServer().CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Origin = "http://localhost";
            request.Headers.Cookie = browser.Cookie;
        };
        return await client.ConnectAsync(new Uri("http://localhost" + path), Now);
    }
}
