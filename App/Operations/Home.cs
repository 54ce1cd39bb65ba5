using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Data.SqlServer;
using CrmLive.LocalPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmLive.Operations;

/// <summary>Where this installation lives: its folder (<c>CRM_HOME</c>, by default <c>./.local</c>) and its database, private unless one is configured.</summary>
public sealed class Home : IAsyncDisposable
{
    private const string LocalDatabase = "crm";

    private readonly CancellationTokenSource _leaving = new();
    private Task _keeping = Task.CompletedTask;

    private Home(string folder, DatabaseProvider provider, LocalCluster? cluster, bool isEvaluation = false) =>
        (Folder, Provider, Cluster, IsEvaluation) = (folder, provider, cluster, isEvaluation || cluster is not null);

    public string Folder { get; }

    public DatabaseProvider Provider { get; }

    /// <summary>Null when a server was configured.</summary>
    public LocalCluster? Cluster { get; }

    public bool IsLocal => Cluster is not null;

    /// <summary>People may look around here with one-click accounts: the private database, or one that a test has made for it.</summary>
    public bool IsEvaluation { get; }

    /// <param name="configuration"><c>ConnectionStrings:Crm</c> (and <c>CrmApp</c>, <c>CrmSystem</c>), <c>Database:Provider</c>, <c>CRM_HOME</c>.</param>
    /// <param name="say">Receives one line wherever there is something to wait for.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="PostgresMissing">No server programs can be found or installed.</exception>
    public static async Task<Home> Open(IConfiguration configuration, Action<string> say, CancellationToken ct, ILogger? log = null)
    {
        var folder = FolderOf(configuration["CRM_HOME"]);
        Directory.CreateDirectory(folder);
        if (configuration.GetConnectionString("Crm") is { Length: > 0 } owner)
        {
            var options = new DatabaseOptions(owner, configuration.GetConnectionString("CrmApp"), configuration.GetConnectionString("CrmSystem"));
            return new Home(folder, DatabaseSettings.IsSqlServer(configuration) ? new SqlServerProvider(options) : new PostgreSqlProvider(options), cluster: null);
        }

        var cluster = await LocalCluster.Start(folder, log ?? NullLogger.Instance, say, ct);
        await cluster.EnsureDatabase(LocalDatabase, ct);
        await cluster.EnsureRole("crm_app", ct);
        await cluster.EnsureRole("crm_system", ct);
        var home = new Home(folder, new PostgreSqlProvider(new DatabaseOptions(
            cluster.ConnectionString(LocalDatabase, LocalCluster.Owner),
            cluster.ConnectionString(LocalDatabase, "crm_app"),
            cluster.ConnectionString(LocalDatabase, "crm_system"))), cluster);
        home._keeping = cluster.Keep(home._leaving.Token);
        return home;
    }

    /// <summary>Where a home lies.</summary>
    public static string FolderOf(string? given) => Path.GetFullPath(given is { Length: > 0 } ? given : ".local");

    /// <summary>A home around a database that is there already; for tests and benchmarks.</summary>
    public static Home Around(string folder, DatabaseProvider provider, bool isEvaluation = false) =>
        new(folder, provider, cluster: null, isEvaluation);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _keeping;
        await Provider.DisposeAsync();
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        _leaving.Dispose();
    }
}
