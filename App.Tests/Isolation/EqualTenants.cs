using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Support;
using Npgsql;

namespace CrmLive.Isolation;

/// <summary>A database in which two tenants hold equal rows, and a provider that has lost its first two fences.</summary>
public sealed class EqualTenants(TestServer server) : IAsyncLifetime
{
    private PostgreSqlProvider? _bare;

    public TestDatabase Database { get; } = new(server);

    /// <summary>Without interceptors: nothing but the database stands in the way.</summary>
    public PostgreSqlProvider Bare => _bare!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await EqualRows.Add(Database);
        _bare = new PostgreSqlProvider(new DatabaseOptions(Database.Address));
    }

    /// <summary>Changes with every insert, update and delete of a tenant's rows, even one that writes the same values.</summary>
    public Task<string> Fingerprint(string table, TestTenant tenant) => Database.Ask<string>(
        $"select coalesce(md5(string_agg(row.xmin::text || row::text, ',' order by row::text)), 'none') from {table} row where tenant_id = {tenant.Id}");

    /// <summary>One value as the application's role, for a tenant or for none.</summary>
    public async Task<T> AskAs<T>(TestTenant? tenant, string sql)
    {
        await using var connection = await Database.Provider.AppSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"set local crm.tenant = '{tenant?.Id}'; {sql}", connection, transaction);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_bare is not null)
        {
            await _bare.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
