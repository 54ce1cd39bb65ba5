using System.Collections.Concurrent;
using System.Security.Claims;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Operations;
using CrmLive.Shell;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Npgsql;

namespace CrmLive.Support;

/// <summary>
/// The whole program for one test class, on a port and a database of its own. The acme cast is there: Ada Lovelace and Ben Okafor (reps), Mia
/// Tanaka (manager), Sam Rivera (agent), Tess Novak (steward), Vic Moreau (viewer), Root Admin.
/// </summary>
public sealed class Site(TestServer server, Chromium chromium) : IAsyncLifetime
{
    private WebApplication? _app;
    private Home? _home;
    private string _database = "";

    public Profiles Profiles { get; } = new(chromium);

    public LeapingClock Clock { get; } = new();

    /// <summary>What the program warned of.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>Where the site answers, without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    public long TenantId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _database = await CastTemplate.Copy(server);
        _home = Home.Around(Folder(), new PostgreSqlProvider(new DatabaseOptions(_database)), isEvaluation: true);
        var builder = Builder();
        builder.Logging.AddProvider(new Listener(Log)).SetMinimumLevel(LogLevel.Warning);
        _app = CrmServer.Build(builder, _home, Clock);
        await _app.StartAsync();
        Address = _app.Urls.Single();
        TenantId = (await Get<TenantDirectory>().Find("acme", CancellationToken.None))!.Id;
    }

    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    /// <summary>Does something as one of the cast, past the browser: to arrange a test, or to be the other side of it.</summary>
    public async Task<T> Send<T>(string person, IRequest<T> request) =>
        await Get<Dispatcher>().Send(new Caller(TenantId, await UserId(person), null, new Origin("page")), request, TestContext.Current.CancellationToken);

    /// <summary>Does something as the software, which may do all.</summary>
    public Task<T> Send<T>(IRequest<T> request) =>
        Get<Dispatcher>().Send(Caller.Software(TenantId, "Test"), request, TestContext.Current.CancellationToken);

    public async Task<long> UserId(string person) => await Ask(db => db.Users.Where(user => user.Name == person).Select(user => user.Id).SingleAsync());

    /// <summary>Begins a session of somebody, and gives the cookie of a browser in which they have signed in.</summary>
    public async Task<Cookie> SignIn(string person)
    {
        var session = await Send(new StartSession(await UserId(person), SignInMethod.Evaluation, "Chrome/1.0 (Linux)"));
        var identity = SignedIn.Identity(TenantId, session.UserId, session.SessionId, session.Name, CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), CookieAuthenticationDefaults.AuthenticationScheme);
        var cookies = Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(ticket.AuthenticationScheme);
        return new Cookie { Name = cookies.Cookie.Name!, Value = cookies.TicketDataFormat.Protect(ticket), Url = Address, HttpOnly = true, SameSite = SameSiteAttribute.Lax };
    }

    /// <summary>Looks into the database, past everything.</summary>
    public async Task<T> Ask<T>(Func<CrmDb, Task<T>> question)
    {
        await using var db = Get<CrmDbFactory>().Create(Work.Of(TenantId, "test"));
        return await question(db);
    }

    /// <summary>Changes the database, as its owner may.</summary>
    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets nobody read or change a table until it is given free.</summary>
    public async Task<IAsyncDisposable> Lock(string table)
    {
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Profiles.Close();
        if (_app is not null)
        {
            await _app.DisposeAsync();
            await _home!.DisposeAsync();
            await server.DropDatabase(_database);
            Directory.Delete(_home.Folder, recursive: true);
        }
    }

    internal static string Folder() => Directory.CreateTempSubdirectory("crm-site-").FullName;

    internal static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(CrmServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();

        // A browser that is checked by axe on a busy machine is there, though it does not say so for a while.
        builder.Services.Configure<HubOptions>(hub => hub.ClientTimeoutInterval = TimeSpan.FromMilliseconds(2 * Chromium.Patience));
        return builder;
    }
}
