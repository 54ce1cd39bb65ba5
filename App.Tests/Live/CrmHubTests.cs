using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmLive.Live;

public sealed class CrmHubTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const char End = '\u001e';

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await world.App.StartAsync(Now);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_follows_a_kind_hears_the_ids_of_what_changes()
    {
        using var socket = await Connect(world.Mia);
        (await Subscribe(socket, "opportunity")).ShouldBeTrue();

        await world.As(world.Ada, new MoveDeal(world.Deal("Iris lab service"), world.Negotiation));

        var news = await Hear(socket);
        news.GetProperty("topic").GetString().ShouldBe("opportunity");
        news.GetProperty("id").GetString().ShouldBe(new RecordId(RecordKind.Deal, world.Deal("Iris lab service")).ToString());
        news.GetProperty("event").GetString().ShouldBe("opportunity.stage_changed.v1");
        news.EnumerateObject().Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_one_may_not_see_cannot_be_followed()
    {
        using var socket = await Connect(world.Ben);

        (await Subscribe(socket, $"opportunity/{world.AcmeRenewal}")).ShouldBeFalse();
        (await Subscribe(socket, $"opportunity/{world.RivalDeal}")).ShouldBeFalse();
        (await Subscribe(socket, "audit")).ShouldBeFalse();
        (await Subscribe(socket, "nonsense/1/2")).ShouldBeFalse();
        (await Subscribe(socket, $"opportunity/opp_{world.DeltaDesk}")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_record_that_left_ones_sight_is_no_longer_told()
    {
        using var socket = await Connect(world.Ben);
        await Subscribe(socket, "opportunity");

        await world.As(world.Mia, new AssignDeal(world.Deal("Granite branches"), world.Ada.Id));
        await world.As(world.Mia, new MoveDeal(world.Deal("Delta onboarding"), world.Proposal));

        (await Hear(socket)).GetProperty("id").GetString().ShouldBe($"opp_{world.Deal("Delta onboarding")}");
    }

    [Fact]
    public async Task Another_tenants_changes_are_not_heard()
    {
        using var socket = await Connect(world.Mia);
        await Subscribe(socket, "opportunity");
        await using var rival = world.Look(world.Rival);
        var stage = await rival.Deals.Where(deal => deal.Id == world.RivalDeal)
            .Select(deal => rival.Stages.First(other => other.PipelineId == deal.PipelineId && other.Id != deal.StageId && other.Outcome == StageKind.Open).Id).SingleAsync(Now);

        await world.As(world.Rex, new MoveDeal(world.RivalDeal, stage));
        await world.As(world.Ada, new MoveDeal(world.Deal("Iris quality desk"), world.Proposal));

        (await Hear(socket)).GetProperty("id").GetString().ShouldBe($"opp_{world.Deal("Iris quality desk")}");
    }

    [Fact]
    public async Task Of_a_hidden_field_that_changes_one_hears_the_id_of_the_deal_and_nothing_else()
    {
        using var socket = await Connect(world.Sam);
        (await Subscribe(socket, $"opportunity/opp_{world.DeltaDesk}")).ShouldBeTrue();
        var deal = await world.As(world.Ben, new GetDeal(world.DeltaDesk));

        await world.As(world.Ben, new EditDeal(deal.Id, deal.Fields() with { Amount = 987_654m }, deal.Version));

        var news = await Hear(socket);
        news.EnumerateObject().Select(field => field.Name).ShouldBe(["topic", "id", "version", "event"], ignoreOrder: true);
        news.GetRawText().ShouldNotContain("987");
    }

    [Fact]
    public async Task Without_the_right_to_read_deals_nobody_follows_them()
    {
        var role = (await world.AsSoftware(world.Acme, new ListRoles())).Single(one => one.Key == "viewer");
        var rest = role.Grants.Where(grant => !grant.Key.StartsWith("opportunity.", StringComparison.Ordinal)).ToDictionary();
        await world.As(world.Admin, new EditRole(role.Id, rest, role.HiddenFields));
        using var socket = await Connect(world.Viewer);

        (await Subscribe(socket, "opportunity")).ShouldBeFalse();
        (await Subscribe(socket, $"opportunity/opp_{world.AcmeRenewal}")).ShouldBeFalse();
        (await Subscribe(socket, "account")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_that_ends_closes_its_connection()
    {
        var session = await AddSession(world.Ada);
        using var socket = await Connect(world.Ada, session);
        (await Subscribe(socket, "opportunity")).ShouldBeTrue();

        await using var db = world.Look();
        (await db.Sessions.SingleAsync(row => row.Id == session, Now)).End(world.Clock.Now);
        await db.SaveChangesAsync(Now);

        await TestPatience.Until(() => IsClosed(socket), "the connection of an ended session to close");
    }

    [Theory]
    [InlineData("Subscribe", "[null]")]
    [InlineData("Unsubscribe", "[null]")]
    [InlineData("Subscribe", "[\"\"]")]
    [InlineData("Unsubscribe", "[\"\"]")]
    [InlineData("Subscribe", "[\"LONG\"]")]
    [InlineData("Unsubscribe", "[\"LONG\"]")]
    [InlineData("Subscribe", "[\"oppor\\u0000tunity\"]")]
    public async Task What_is_no_topic_is_refused_in_words(string method, string arguments)
    {
        using var socket = await Connect(world.Mia);

        (await Call(socket, method, arguments.Replace("LONG", new string('a', 20_000), StringComparison.Ordinal))).GetProperty("error").GetString()!.ShouldContain("A topic is a kind such as opportunity");

        (await Subscribe(socket, "opportunity")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Subscribe", "[]")]
    [InlineData("Subscribe", "[1]")]
    [InlineData("Subscribe", "[{}]")]
    [InlineData("Subscribe", "[\"opportunity\",\"opportunity\"]")]
    [InlineData("OnConnectedAsync", "[]")]
    [InlineData("Nonsense", "[]")]
    public async Task What_is_no_call_is_refused_and_the_connection_goes_on(string method, string arguments)
    {
        using var socket = await Connect(world.Mia);

        (await Call(socket, method, arguments)).GetProperty("error").GetString()!.ShouldNotContain("   at ");

        (await Subscribe(socket, "opportunity")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("opportunity/")]
    [InlineData("/")]
    [InlineData("opportunity/opp_99999999999999999999")]
    [InlineData("opportunity/-1")]
    [InlineData("Opportunity; drop table accounts")]
    public async Task A_topic_that_there_is_not_is_not_followed(string topic)
    {
        using var socket = await Connect(world.Mia);

        (await Subscribe(socket, topic)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/hubs/live")]
    [InlineData("/_blazor")]
    public async Task A_page_of_another_site_is_refused(string path)
    {
        using var client = world.App.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path + "/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "https://evil.example");

        (await client.SendAsync(request, Now)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_client_that_sends_nonsense_harms_nobody_and_leaves_no_error_in_the_log()
    {
        using var log = new WarningLog();
        world.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        using var watching = await Connect(world.Mia);
        (await Subscribe(watching, "opportunity")).ShouldBeTrue();
        string[] nonsense =
        [
            """{"type":1,"invocationId":"2","target":"Subscribe","arguments":[7]}""",
            """{"type":1,"invocationId":"3","target":"Subscribe","arguments":[]}""",
            """{"type":1,"invocationId":"4","target":"Subscribe","arguments":["\u0000/\ud800"]}""",
            """{"type":1,"invocationId":"5","target":"OnConnectedAsync","arguments":[]}""",
            """{"type":1,"target":"Nothing","arguments":[{}]}""",
            """{"type":4,"invocationId":"6","target":"Subscribe","arguments":["opportunity"]}""",
            """{"type":99}""",
            """{"type":1}""",
            "[]",
            "no json at all",
            "",
        ];
        foreach (var message in nonsense)
        {
            using var socket = await Connect(world.Ada);
            await Send(socket, message);
            await Send(socket, $$"""{"type":1,"invocationId":"9","target":"Subscribe","arguments":["{{new string('x', 40_000)}}"]}""");
            await TestPatience.Until(() => IsClosed(socket), "the connection of a client that sends nonsense to close");
        }

        await world.As(world.Ada, new MoveDeal(world.Deal("Iris quality desk"), world.Negotiation));

        (await Hear(watching)).GetProperty("id").GetString().ShouldBe($"opp_{world.Deal("Iris quality desk")}");
        log.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_session_there_is_no_connection() =>
        await Should.ThrowAsync<Exception>(() => Open(cookie: null));

    private async Task<WebSocket> Connect(Person person, long? session = null)
    {
        var identity = SignedIn.Identity(person.TenantId, person.Id, session ?? await AddSession(person), person.Name, CookieAuthenticationDefaults.AuthenticationScheme);
        var cookies = world.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), CookieAuthenticationDefaults.AuthenticationScheme);
        var socket = await Open($"{cookies.Cookie.Name}={cookies.TicketDataFormat.Protect(ticket)}");
        await Send(socket, """{"protocol":"json","version":1}""");
        (await Receive(socket)).GetRawText().ShouldBe("{}");
        return socket;
    }

    private Task<WebSocket> Open(string? cookie)
    {
        var client = world.App.GetTestServer().CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Origin = "http://localhost";
            request.Headers.Cookie = cookie;
        };
        return client.ConnectAsync(new Uri("http://localhost/hubs/live"), Now);
    }

    private async Task<long> AddSession(Person person)
    {
        await using var db = world.Look(person.TenantId);
        var session = new Session(await world.Services.GetRequiredService<Data.IdGenerator>().Next(Now), person.Id, world.Clock.Now, "test", SignInMethod.Directory);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(Now);
        return session.Id;
    }

    private static async Task<JsonElement> Call(WebSocket socket, string method, string arguments)
    {
        await Send(socket, $$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":{{arguments}}}""");
        return await Next(socket, 3);
    }

    private static async Task<bool> Subscribe(WebSocket socket, string topic)
    {
        await Send(socket, $$"""{"type":1,"invocationId":"1","target":"Subscribe","arguments":["{{topic}}"]}""");
        return (await Next(socket, 3)).GetProperty("result").GetBoolean();
    }

    private static async Task<bool> IsClosed(WebSocket socket)
    {
        try
        {
            await Receive(socket);
            return false;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or WebSocketException)
        {
            return true;
        }
    }

    private static async Task<JsonElement> Hear(WebSocket socket) => (await Next(socket, 1)).GetProperty("arguments")[0];

    // Pings come in between.
    private static async Task<JsonElement> Next(WebSocket socket, int type)
    {
        while (true)
        {
            var message = await Receive(socket);
            if (message.GetProperty("type").GetInt32() == type)
            {
                return message;
            }
        }
    }

    private static Task Send(WebSocket socket, string json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json + End), WebSocketMessageType.Text, endOfMessage: true, Now);

    // One message at a time: byte by byte up to its end, because two may come in one frame.
    private static async Task<JsonElement> Receive(WebSocket socket)
    {
        var text = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            var read = await socket.ReceiveAsync(one.AsMemory(), Now).Soon("the hub to say something");
            if (read.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException("The connection was closed.");
            }

            if (one[0] == End)
            {
                return JsonDocument.Parse(text.ToArray()).RootElement;
            }

            text.Add(one[0]);
        }
    }
}
