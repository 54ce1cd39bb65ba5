using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.LocalPostgres;
using CrmLive.Operations;
using CrmLive.Operations.Demo;
using CrmLive.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CrmLive.Bench;

/// <summary>The program's services on a private, durable database with the small cast in it. Nothing of the server runs.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly string _folder;
    private readonly LocalCluster _cluster;
    private readonly Home _home;
    private readonly WebApplication _app;

    private BenchHost(string folder, LocalCluster cluster, Home home, WebApplication app) => (_folder, _cluster, _home, _app) = (folder, cluster, home, app);

    public IServiceProvider Services => _app.Services;

    public Dispatcher Door => Services.GetRequiredService<Dispatcher>();

    public CommitProbe Probe { get; } = new();

    public AuditSwitch Audit { get; } = new();

    /// <summary>Manager of the tenant acme.</summary>
    public Caller Mia { get; private set; } = null!;

    /// <summary>The database owner's connection string.</summary>
    public string Address => _cluster.ConnectionString("crm", LocalCluster.Owner);

    public static async Task<BenchHost> Start(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        var cluster = await LocalCluster.Start(folder, NullLogger.Instance, Console.Error.WriteLine, ct);
        await cluster.EnsureDatabase("crm", ct);
        var provider = new PostgreSqlProvider(new DatabaseOptions(cluster.ConnectionString("crm", LocalCluster.Owner)));
        var home = Home.Around(folder, provider);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddCrm(home, builder.Configuration);
        var host = new BenchHost(folder, cluster, home, builder.Build());
        await host.Prepare(provider, ct);
        return host;
    }

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

    private async Task Prepare(PostgreSqlProvider provider, CancellationToken ct)
    {
        var factory = Services.GetRequiredService<CrmDbFactory>();
        provider.Recorders = [.. provider.Recorders, Audit, Probe];
        await Services.GetRequiredService<Migrator>().Run(ct);
        await Services.GetRequiredService<CastLoader>().Load(Cast.Acme(), ct);
        await using var db = factory.CreateSystemWide("bench");
        var mia = await db.Users.SingleAsync(user => user.Name == "Mia Tanaka", ct);
        Mia = new Caller(mia.TenantId, mia.Id, null, new Origin("page"));
    }
}
