using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using Npgsql;

namespace CrmLive.Support;

/// <summary>
/// A database of its own for one test class (<c>IClassFixture&lt;TestDatabase&gt;</c>), with what is needed to work in it, below the
/// Dispatcher. Tests of use cases go through the Dispatcher on top of this.
/// </summary>
public sealed class TestDatabase(TestServer server) : IAsyncLifetime
{
    private PostgreSqlProvider? _provider;

    /// <summary>The owner's connection string, a superuser's.</summary>
    public string Address { get; private set; } = "";

    public TestClock Clock { get; } = new();

    public CommitFeed Feed { get; } = new();

    public PostgreSqlProvider Provider => _provider!;

    public CrmDbFactory Factory { get; private set; } = null!;

    public IdGenerator Ids { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Address = await server.CreateDatabase();
        _provider = new PostgreSqlProvider(new DatabaseOptions(Address)) { Clock = Clock };
        Factory = new CrmDbFactory(_provider);
        Ids = new IdGenerator(_provider);
        _provider.Recorders = [new TenantFence(), new ChangeRecorder(Clock, Ids, Feed, new NodeName("test"))];
    }

    /// <summary>A unit of work of somebody, as the request that needs this permission would get it.</summary>
    public CrmDb As(Actor actor, string? needs = null) => Factory.Create(Work(actor, needs));

    /// <summary>A unit of work of the software, which sees all of the tenant.</summary>
    public CrmDb In(TestTenant tenant) => Factory.Create(Data.Work.Of(tenant.Id, "test"));

    public static Work Work(Actor actor, string? needs = null) => new(
        actor, "Test", needs is null ? null : Permission.Parse(needs), new Origin("page", "203.0.113.7"), "0af7651916cd43dd8448eb211c80319c");

    /// <summary>One value as the owner sees it, who is a superuser and sees everything.</summary>
    public async Task<T> Ask<T>(string sql)
    {
        await using var command = Provider.OwnerSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement as the owner.</summary>
    public async Task Run(string sql)
    {
        await using var command = Provider.OwnerSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a statement as the application's role for a tenant and counts the rows it touched.</summary>
    public async Task<int> RunAs(TestTenant tenant, string sql)
    {
        await using var connection = await Provider.AppSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var set = new NpgsqlCommand($"set local crm.tenant = '{tenant.Id}'", connection, transaction);
        await set.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        var rows = await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return rows;
    }

    public ValueTask<long> NextId() => Ids.Next(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Ids.Dispose();
        await Provider.DisposeAsync();
        await server.DropDatabase(Address);
    }
}
