using CrmLive.LocalPostgres;
using CrmLive.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace CrmLive.Support;

/// <summary>
/// One PostgreSQL server for the whole test run. It keeps nothing safe, so it is fast. <c>CRM_TEST_POSTGRES</c> may name the
/// address of a superuser on another server instead.
/// </summary>
public sealed class TestServer : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private LocalCluster? _cluster;
    private string? _address;
    private string? _template;
    private int _databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A copy of the migrated database with two tenants in it; whoever asks drops it.</summary>
    public async Task<string> CreateDatabase() => await Create($"template {await Template()}");

    /// <summary>An empty database, for tests of the migration itself.</summary>
    public async Task<string> CreateEmptyDatabase()
    {
        await Template();
        return await Create("");
    }

    /// <summary>A copy of another database that nobody is connected to.</summary>
    public Task<string> CreateCopy(string address) => Create($"template {new NpgsqlConnectionStringBuilder(address).Database}");

    public Task DropDatabase(string address) =>
        Execute($"drop database if exists {new NpgsqlConnectionStringBuilder(address).Database} with (force)");

    /// <summary>Runs a statement of the server itself, such as CREATE ROLE.</summary>
    public async Task Execute(string sql)
    {
        await using var source = Maintenance();
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_template is not null)
        {
            await Execute($"drop database if exists {_template} with (force)");
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _gate.Dispose();
    }

    /// <summary>The address of a database of this server. Pools stay small, because many test classes run at once.</summary>
    internal string Address(string database) => new NpgsqlConnectionStringBuilder(_address)
    {
        Database = database,
        MaxPoolSize = 6,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 2,
    }.ConnectionString;

    internal async Task<List<string>> Query(string sql)
    {
        await using var source = Maintenance();
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private async Task<string> Create(string options)
    {
        var name = $"{TestTemplate.Prefix}{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await Execute($"create database {name} {options}");
        return Address(name);
    }

    private NpgsqlDataSource Maintenance() =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Address("postgres")) { Pooling = false });

    // Started and made by the first test that needs a database: most tests need none.
    private async Task<string> Template()
    {
        await _gate.WaitAsync().Soon("the template of the test databases", TestPatience.Long);
        try
        {
            _address ??= await Start();
            return _template ??= await TestTemplate.Make(this);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var options = new LocalClusterOptions { Durable = false, Sources = PostgresSources.Installed, SharedBuffersMb = 128 };
        _cluster = await LocalCluster.Start(Home(), NullLogger.Instance, _ => { }, options, CancellationToken.None);
        return _cluster.ConnectionString("postgres", LocalCluster.Owner);
    }

    // Kept between runs, because making a server takes longer than most tests; runs at the same time share it.
    private static string Home() => Repository.PathOf("artifacts", "test-database");
}
