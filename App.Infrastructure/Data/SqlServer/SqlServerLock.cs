using Microsoft.Data.SqlClient;

namespace CrmLive.Data.SqlServer;

/// <summary>A named lock between nodes. It belongs to a session outside the pool, so that it goes as soon as the connection is closed, however that happens.</summary>
internal static class SqlServerLock
{
    public const string Statement = """
        DECLARE @got int;
        EXEC @got = sys.sp_getapplock @Resource = @name, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = @patience;
        SELECT @got;
        """;

    /// <summary>One that ends with the transaction.</summary>
    public const string InTransaction = """
        DECLARE @got int;
        EXEC @got = sys.sp_getapplock @Resource = {0}, @LockMode = {1}, @LockOwner = N'Transaction', @LockTimeout = 20000;
        IF @got < 0 THROW 50000, N'Somebody else has held a lock for too long.', 1;
        """;

    /// <summary>Null when somebody else has it for longer than the patience.</summary>
    public static async Task<IAsyncDisposable?> Take(string connectionString, string name, TimeSpan patience, CancellationToken ct)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand(Statement, connection);
        command.CommandTimeout = (int)patience.TotalSeconds + 30;
        command.Parameters.AddWithValue("@name", name);
        command.Parameters.AddWithValue("@patience", (int)patience.TotalMilliseconds);
        if ((int)(await command.ExecuteScalarAsync(ct))! >= 0)
        {
            return connection;
        }

        await connection.DisposeAsync();
        return null;
    }
}
