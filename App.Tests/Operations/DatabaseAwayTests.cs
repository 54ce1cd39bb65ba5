using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Hub;
using CrmLive.LocalPostgres;
using CrmLive.Operations.Demo;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CrmLive.Operations;

/// <summary>A PostgreSQL of its own is killed under the running program, and comes back.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-away-").FullName;
    private readonly WarningLog _log = new();
    private LocalCluster _cluster = null!;
    private WorldProgram _program = null!;
    private HttpClient _key = null!;
    private HttpClient _cookie = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IServiceProvider Services => _program.App.Services;

    public async ValueTask InitializeAsync()
    {
        _cluster = await LocalCluster.Start(_folder, NullLogger.Instance, _ => { }, new LocalClusterOptions { Sources = PostgresSources.Installed, SharedBuffersMb = 64, MaxConnections = 60 }, Ct);
        await _cluster.EnsureDatabase("crm", Ct);
        _program = new WorldProgram(_cluster.ConnectionString("crm", LocalCluster.Owner), TimeProvider.System);
        Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        await Services.GetRequiredService<Migrator>().Run(Ct);
        await Services.GetRequiredService<CastLoader>().Load(Cast.Acme(), Ct);
        await _program.App.StartAsync(Ct);
        (_key, _cookie) = (_program.App.GetTestClient(), _program.App.GetTestClient());
        var mia = (await WorldNames.Read(Services)).Person("Mia Tanaka");
        _key.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Key(mia));
        _cookie.DefaultRequestHeaders.Add("Cookie", await Cookie(mia));
        _cookie.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public async ValueTask DisposeAsync()
    {
        _key?.Dispose();
        _cookie?.Dispose();
        await _program.DisposeAsync();
        await _cluster.DisposeAsync();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Everything_answers_503_and_when_to_ask_again_until_the_database_is_back()
    {
        await Answers(_key, "/api/v1/accounts", 200);
        await Answers(_cookie, "/deals", 200);
        await Answers(_key, "/health/ready", 200);

        Kill();
        await Answers(_key, "/api/v1/accounts", 503);
        _log.Said.Clear();

        await IsRefused(await _key.GetAsync("/api/v1/opportunities", Ct));
        await IsRefused(await _key.PostAsJsonAsync("/api/v1/accounts", new { name = "Written in vain" }, Ct));
        await ShowsAPage("/deals");
        await ShowsAPage("/audit/export.csv");
        await Answers(_key, "/health/ready", 503);
        await Answers(_key, "/health", 503);
        (await _key.GetAsync("/health/live", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _log.Said.ShouldAllBe(line => line.StartsWith("The database or the disk cannot be used: ", StringComparison.Ordinal));

        using var ended = new CancellationTokenSource();
        var keeping = _cluster.Keep(ended.Token);
        await Answers(_key, "/api/v1/accounts", 200);
        await Answers(_key, "/health/ready", 200);
        await Answers(_cookie, "/deals", 200);
        (await _key.PostAsJsonAsync("/api/v1/accounts", new { name = "Written at last" }, Ct)).StatusCode.ShouldBe(HttpStatusCode.Created);
        await _program.App.StopAsync(Ct);
        await ended.CancelAsync();
        await keeping.Soon("the keeper of the server to end");
    }

    private static async Task Answers(HttpClient client, string path, int status) => await TestPatience.Until(
        async () =>
        {
            using var answer = await client.GetAsync(path, Ct);
            ((int)answer.StatusCode).ShouldBeOneOf(200, 503);
            return (int)answer.StatusCode == status;
        },
        $"{path} to answer {status}");

    private static async Task IsRefused(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString().ShouldBe("UNAVAILABLE");
    }

    private async Task ShowsAPage(string path)
    {
        using var answer = await _cookie.GetAsync(path, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, path);
        answer.Headers.RetryAfter.ShouldNotBeNull(path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html", path);
    }

    private void Kill()
    {
        var number = File.ReadLines(Path.Combine(_cluster.Folder, "data", "postmaster.pid")).First();
        using var postmaster = Process.GetProcessById(int.Parse(number, CultureInfo.InvariantCulture));
        postmaster.Kill();
    }

    private async Task<string> Key(Person person)
    {
        await using var db = Services.GetRequiredService<CrmDbFactory>().Create(Work.Of(person.TenantId, "test"));
        var email = await db.Users.Where(user => user.Id == person.Id).Select(user => user.Email).SingleAsync(Ct);
        return (await Send(person, new CreateApiKey(email, RestWorld.AllScopes.Split(' ')))).Secret;
    }

    private async Task<string> Cookie(Person person)
    {
        var started = await Send(person, new StartSession(person.Id, SignInMethod.Directory, "test"));
        var identity = SignedIn.Identity(person.TenantId, person.Id, started.SessionId, person.Name, CookieAuthenticationDefaults.AuthenticationScheme);
        var cookies = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{cookies.Cookie.Name}={cookies.TicketDataFormat.Protect(ticket)}";
    }

    private Task<T> Send<T>(Person person, MediatR.IRequest<T> request) =>
        Services.GetRequiredService<Dispatcher>().Send(Caller.Software(person.TenantId, "test"), request, Ct);
}
