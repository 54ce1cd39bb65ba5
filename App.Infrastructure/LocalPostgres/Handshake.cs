using Npgsql;

namespace CrmLive.LocalPostgres;

/// <summary>Whether a server answers, knows our password and serves the data that we think it serves.</summary>
internal static class Handshake
{
    public static string ConnectionString(int port, string database, string user, Passwords passwords) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = database,
            Username = user,
            Password = passwords.Of(user),
        }.ConnectionString;

    public static async Task<bool> With(Postmaster postmaster, Passwords passwords, CancellationToken ct)
    {
        var address = new NpgsqlConnectionStringBuilder(ConnectionString(postmaster.Port, "postgres", LocalCluster.Owner, passwords))
        {
            Pooling = false,
            Timeout = 3,
            CommandTimeout = 3,
        };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("SELECT current_setting('data_directory')", connection);
            return (string?)await command.ExecuteScalarAsync(ct) == postmaster.Data;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new PostgresFailed($"The local PostgreSQL in {postmaster.Data} does not accept the password in the file beside it: restore that file.", e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }
}
