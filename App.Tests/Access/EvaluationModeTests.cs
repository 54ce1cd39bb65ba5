using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Hub;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>What was granted for an evaluation ends with it: sessions and keys, on pages, REST, hub and open circuits, at start and while running.</summary>
public sealed class EvaluationModeTests(World world) : IClassFixture<World>
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_program_runs_an_identity_provider_ends_it()
    {
        await using var program = await Start(isEvaluation: true);
        var visitor = await Visit(program);
        using var socket = await Connect(program, visitor);
        var circuit = new TaskCompletionSource();
        program.App.Services.GetRequiredService<ActorDirectory>().AccessChanged += tenant => circuit.TrySetResult();
        await ShouldWork(program, visitor);

        program.App.Configuration[$"{EntraOptions.Section}:ClientId"] = "app";
        ((IConfigurationRoot)program.App.Configuration).Reload();

        await ShouldBeRefused(program, visitor);
        await circuit.Task.WaitAsync(Patience, Ct);
        await Closed(socket);
        await Ended(visitor);
    }

    [Fact]
    public async Task A_start_on_a_server_ends_what_was_brought_along()
    {
        Visitor visitor;
        await using (var before = await Start(isEvaluation: true))
        {
            visitor = await Visit(before);
            await ShouldWork(before, visitor);
        }

        await using var after = await Start(isEvaluation: false);

        await ShouldBeRefused(after, visitor);
        await Should.ThrowAsync<Exception>(() => Connect(after, visitor));
        await Ended(visitor);
        await using var again = await Start(isEvaluation: true);
        await ShouldBeRefused(again, visitor);
    }

    [Fact]
    public async Task Keys_of_the_command_line_and_sessions_of_the_directory_stay()
    {
        await using var program = await Start(isEvaluation: false);
        var door = program.App.Services.GetRequiredService<Dispatcher>();
        var key = await world.AsSoftware(world.Acme, new CreateApiKey("ada@acme.example", ["account.read"]));
        var session = await world.AsSoftware(world.Acme, new StartSession(world.Ada.Id, SignInMethod.Directory, "test"));

        (await Rest(program, key.Secret)).ShouldBe(200);
        (await door.Send(world.Ada.Caller with { SessionId = session.SessionId }, new GetMe(), Ct)).Name.ShouldBe(world.Ada.Name);
    }

    [Fact]
    public async Task A_key_that_a_key_of_the_evaluation_makes_is_of_the_evaluation_too()
    {
        await using var program = await Start(isEvaluation: true);
        var visitor = await Visit(program);
        var door = program.App.Services.GetRequiredService<Dispatcher>();
        var through = (await program.App.Services.GetRequiredService<ApiKeyDirectory>().Find(ApiKeySecret.Read(visitor.Key)!, () => { }, Ct))!;

        var made = await door.Send(world.Admin.Caller with { Key = through.Key }, new CreateApiKey("ada@acme.example", ["account.read"]), Ct);

        await using var db = world.Look();
        (await db.ApiKeys.SingleAsync(key => key.Id == made.Id, Ct)).Method.ShouldBe(Session.Evaluation);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://192.168.1.7:5080", false)]
    [InlineData("http://crm.example:80", false)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.2:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://unix:/tmp/crm.sock", true)]
    public async Task One_click_is_offered_only_where_nobody_else_reaches_the_program(string address, bool isOffered)
    {
        await using var program = await Start(isEvaluation: true, address);
        var desk = program.App.Services.GetRequiredService<SignInDesk>();
        using var client = program.App.GetTestClient();

        var page = await client.GetStringAsync(new Uri("/signin", UriKind.Relative), Ct);

        desk.OffersEvaluation.ShouldBe(isOffered);
        page.Contains("Ada Lovelace", StringComparison.Ordinal).ShouldBe(isOffered);
        page.Contains("One-click sign-in is off because the program listens at " + address, StringComparison.Ordinal).ShouldBe(!isOffered);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("::1", "::1", null, true)]
    [InlineData("203.0.113.9", "192.168.1.7", null, false)]
    [InlineData("192.168.1.7", "192.168.1.7", null, false)]
    [InlineData("127.0.0.1", "127.0.0.1", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "Forwarded", false)]
    public void One_click_works_only_from_this_machine(string remote, string local, string? header, bool isLocal)
    {
        var http = new DefaultHttpContext();
        (http.Connection.RemoteIpAddress, http.Connection.LocalIpAddress) = (System.Net.IPAddress.Parse(remote), System.Net.IPAddress.Parse(local));
        if (header is not null)
        {
            http.Request.Headers[header] = "203.0.113.9";
        }

        EvaluationMode.IsLocal(http).ShouldBe(isLocal);
    }

    private async Task<WorldProgram> Start(bool isEvaluation, string? address = null)
    {
        var program = new WorldProgram(new PostgreSqlProvider(new DatabaseOptions(world.Address)), world.Clock, isEvaluation);
        if (address is not null)
        {
            program.App.Services.GetRequiredService<IServer>().Features.Set<IServerAddressesFeature>(new Listening(address));
        }

        await program.App.StartAsync(Ct);
        return program;
    }

    // An administrator with one click, and the key that they make.
    private async Task<Visitor> Visit(WorldProgram program)
    {
        var door = program.App.Services.GetRequiredService<Dispatcher>();
        var started = await door.Send(Caller.Software(world.Acme, "test"), new StartSession(world.Admin.Id, SignInMethod.Evaluation, "test"), Ct);
        var caller = world.Admin.Caller with { SessionId = started.SessionId };
        var key = await door.Send(caller, new CreateApiKey("root@acme.example", ["account.read", "api_key.create"]), Ct);
        return new Visitor(caller, key.Id, key.Secret);
    }

    private async Task ShouldWork(WorldProgram program, Visitor visitor)
    {
        (await program.App.Services.GetRequiredService<Dispatcher>().Send(visitor.Caller, new ListUsers(), Ct)).ShouldNotBeNull();
        (await Page(program, visitor)).ShouldBe(200);
        (await Rest(program, visitor.Key)).ShouldBe(200);
    }

    private static async Task ShouldBeRefused(WorldProgram program, Visitor visitor)
    {
        await Should.ThrowAsync<SignedOut>(() => program.App.Services.GetRequiredService<Dispatcher>().Send(visitor.Caller, new GetMe(), Ct));
        (await Page(program, visitor)).ShouldBe(401);
        (await Rest(program, visitor.Key)).ShouldBe(401);
    }

    private static async Task<int> Page(WorldProgram program, Visitor visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/settings/users");
        request.Headers.Add("Cookie", Cookie(program, visitor.Caller));
        using var client = program.App.GetTestClient();
        using var answer = await client.SendAsync(request, Ct);
        return (int)answer.StatusCode;
    }

    private static async Task<int> Rest(WorldProgram program, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/accounts?limit=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var client = program.App.GetTestClient();
        using var answer = await client.SendAsync(request, Ct);
        return (int)answer.StatusCode;
    }

    private static string Cookie(WorldProgram program, Caller caller)
    {
        var identity = SignedIn.Identity(caller.TenantId, caller.UserId!.Value, caller.SessionId!.Value, "Root Admin", Scheme);
        var options = program.App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme))}";
    }

    private static async Task<WebSocket> Connect(WorldProgram program, Visitor visitor)
    {
        var client = program.App.GetTestServer().CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Origin = "http://localhost";
            request.Headers.Cookie = Cookie(program, visitor.Caller);
        };
        var socket = await client.ConnectAsync(new Uri("http://localhost/hubs/live"), Ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"protocol":"json","version":1}""" + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, Ct);
        return socket;
    }

    private static async Task Closed(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(Patience);
        await Should.ThrowAsync<Exception>(async () =>
        {
            while ((await socket.ReceiveAsync(new byte[4096].AsMemory(), patience.Token)).MessageType != WebSocketMessageType.Close)
            {
                // Pings and the answer to the handshake.
            }

            throw new WebSocketException("It was closed.");
        });
        patience.IsCancellationRequested.ShouldBeFalse("The connection of the hub stayed open.");
    }

    private async Task Ended(Visitor visitor)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            await using var db = world.Look();
            var session = await db.Sessions.AsNoTracking().SingleAsync(row => row.Id == visitor.Caller.SessionId, Ct);
            var key = await db.ApiKeys.AsNoTracking().SingleAsync(row => row.Id == visitor.KeyId, Ct);
            if (session.EndedAt is not null && key.RevokedAt is not null)
            {
                return;
            }

            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    private sealed record Visitor(Caller Caller, long KeyId, string Key);

    private sealed class Listening(string address) : IServerAddressesFeature
    {
        public ICollection<string> Addresses { get; } = [address];

        public bool PreferHostingUrls { get; set; }
    }
}
