using Npgsql;

namespace CrmLive.LocalPostgres;

/// <summary>The few statements that only the owner of the cluster may run.</summary>
internal sealed class OwnerTools : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private OwnerTools(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<OwnerTools> Open(string address, CancellationToken ct)
    {
        var fresh = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await fresh.OpenAsync(ct);
        return new OwnerTools(fresh);
    }

    public async Task EnsureDatabase(string name, CancellationToken ct)
    {
        if (await Exists("SELECT 1 FROM pg_database WHERE datname = $1", name, ct))
        {
            return;
        }

        try
        {
            await Execute($"CREATE DATABASE {Quoted(name)}", ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was faster, and it is there.
        }
    }

    public async Task EnsureRole(string name, string password, CancellationToken ct)
    {
        var verb = await Exists("SELECT 1 FROM pg_roles WHERE rolname = $1", name, ct) ? "ALTER" : "CREATE";
        await Execute($"{verb} ROLE {Quoted(name)} LOGIN PASSWORD '{password}'", ct);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<bool> Exists(string query, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new NpgsqlParameter { Value = name } } };
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private async Task Execute(string statement, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
