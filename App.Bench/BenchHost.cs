using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.LocalPostgres;
using CrmLive.Operations;
using CrmLive.Operations.Demo;
using CrmLive.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CrmLive.Bench;

/// <summary>The program's services on a private, durable database with the small cast in it. Nothing of the server runs until it is asked to serve.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly string _folder;
    private readonly LocalCluster _cluster;
    private readonly Home _home;
    private readonly WebApplication _app;
    private Uri? _site;
    private Globex? _globex;

    private BenchHost(string folder, LocalCluster cluster, Home home, WebApplication app) => (_folder, _cluster, _home, _app) = (folder, cluster, home, app);

    public IServiceProvider Services => _app.Services;

    public Dispatcher Door => Services.GetRequiredService<Dispatcher>();

    public CommitProbe Probe { get; } = new();

    public AuditSwitch Audit { get; } = new();

    public QueryProbe Queries { get; } = new();

    /// <summary>Manager of the tenant acme.</summary>
    public Caller Mia { get; private set; } = null!;

    /// <summary>The database owner's connection string.</summary>
    public string Address => AddressOf("crm");

    /// <param name="isLimited">With the limits that the program has as it comes.</param>
    public static async Task<BenchHost> Start(CancellationToken ct, bool isLimited = false)
    {
        var folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        var cluster = await LocalCluster.Start(folder, NullLogger.Instance, Console.Error.WriteLine, ct);
        await cluster.EnsureDatabase("crm", ct);
        var provider = new PostgreSqlProvider(new DatabaseOptions(cluster.ConnectionString("crm", LocalCluster.Owner)));
        var home = Home.Around(folder, provider, isEvaluation: true);
        var host = new BenchHost(folder, cluster, home, CrmServer.Build(Builder(isLimited), home));
        await host.Prepare(provider, ct);
        return host;
    }

    /// <summary>The address of another database of the same server; it is made where it is not there.</summary>
    public async Task<string> Database(string name)
    {
        await _cluster.EnsureDatabase(name, CancellationToken.None);
        return AddressOf(name);
    }

    /// <summary>Starts the whole server, workers and all, and says where it answers.</summary>
    public async Task<Uri> Serve()
    {
        if (_site is null)
        {
            await _app.StartAsync();
            _site = new Uri(_app.Urls.Single());
        }

        return _site;
    }

    /// <summary>The big demo company: two years of selling, 5,000 open deals.</summary>
    public async Task<Globex> Globex() => _globex ??= await Bench.Globex.Load(this);

    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(Address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    public CrmDb Look() => Services.GetRequiredService<CrmDbFactory>().Create(Work.Of(Mia.TenantId, "bench"));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _home.DisposeAsync();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static WebApplicationBuilder Builder(bool isLimited)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(CrmServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();

        // What is measured is the way through the limits and not the limits.
        builder.Configuration["Api:KeyPerMinute"] = "100000000";
        builder.Configuration["Api:TenantPerMinute"] = "100000000";
        foreach (var limit in isLimited ? [] : new[] { "Tabs", "Listeners", "Exports", "Requests" })
        {
            builder.Configuration[$"Limits:{limit}PerPerson"] = "100000";
            builder.Configuration[$"Limits:{limit}PerTenant"] = "100000";
        }

        builder.Services.AddTransient<MediatR.IRequestHandler<HandWrittenList, IReadOnlyList<HandWrittenRow>>, HandWrittenListHandler>();
        return builder;
    }

    private string AddressOf(string database) => _cluster.ConnectionString(database, LocalCluster.Owner);

    private async Task Prepare(PostgreSqlProvider provider, CancellationToken ct)
    {
        var factory = Services.GetRequiredService<CrmDbFactory>();
        provider.Recorders = [.. provider.Recorders, Audit, Probe, Queries];
        await Services.GetRequiredService<Migrator>().Run(ct);
        await Services.GetRequiredService<CastLoader>().Load(Cast.Acme(), ct);
        await using var db = factory.CreateSystemWide("bench");
        var mia = await db.Users.SingleAsync(user => user.Name == "Mia Tanaka", ct);
        Mia = new Caller(mia.TenantId, mia.Id, null, new Origin("page"));
    }
}
