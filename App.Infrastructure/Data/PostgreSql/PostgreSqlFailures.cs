using System.Net.Sockets;
using Npgsql;

namespace CrmLive.Data.PostgreSql;

/// <summary>Error codes by appendix A of the manual of PostgreSQL.</summary>
internal static class PostgreSqlFailures
{
    // Connection exception, insufficient resources (disk full, too many connections), system error; then those that look like a fault of ours by their class.
    private static readonly string[] Away = ["08", "53", "58"];

    private static readonly HashSet<string> AwayToo =
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.DatabaseDropped,
        PostgresErrorCodes.IdleSessionTimeout, PostgresErrorCodes.QueryCanceled, PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.InvalidCatalogName,
        PostgresErrorCodes.InvalidPassword, PostgresErrorCodes.InvalidAuthorizationSpecification, PostgresErrorCodes.ReadOnlySqlTransaction,
    ];

    public static bool IsOutage(Exception failure) => failure switch
    {
        PostgresException answered => AwayToo.Contains(answered.SqlState) || Away.Any(start => answered.SqlState.StartsWith(start, StringComparison.Ordinal)),
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException or null } => true,
        _ => false,
    };

    public static bool IsFull(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    public static bool IsConflict(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };
}
