using Microsoft.Data.SqlClient;

namespace CrmLive.Data.SqlServer;

/// <summary>Error numbers by the documentation of SQL Server and Azure SQL.</summary>
internal static class SqlServerFailures
{
    private static readonly HashSet<int> Away =
    [
        // The connection: time-out, not found, refused, broken.
        -2, -1, 2, 20, 40, 53, 64, 121, 233, 258, 1225, 10053, 10054, 10060, 10061, 11001,

        // The server or its database: paused, starting, stopping, recovering, restoring, offline, a secondary, read-only.
        921, 922, 927, 942, 945, 976, 978, 983, 3906, 4060, 6005, 17142, 17187, 18401, 18456,

        // Room: memory, locks, disk, log, requests.
        701, 802, 845, 1101, 1105, 1204, 1222, 8645, 8651, 9002, 10928, 10929,

        // Azure SQL moves or throttles the database.
        40143, 40197, 40501, 40540, 40613, 41301, 42108, 42109, 49918, 49919, 49920,
    ];

    // Deadlock; conflicts of snapshots and of memory-optimized rows; a temporal row that was changed by a later transaction already.
    private static readonly HashSet<int> Conflicts = [1205, 3960, 3961, 13535, 41302, 41305, 41325];

    public static bool IsOutage(Exception failure) => failure is SqlException answered && IsOutage(Numbers(answered));

    public static bool IsFull(Exception failure) => failure is SqlException { Number: 1101 or 1105 or 9002 };

    public static bool IsConflict(Exception failure) => failure is SqlException answered && IsConflict(Numbers(answered));

    internal static bool IsOutage(IEnumerable<int> numbers) => numbers.Any(Away.Contains);

    internal static bool IsConflict(IEnumerable<int> numbers) => numbers.Any(Conflicts.Contains);

    private static IEnumerable<int> Numbers(SqlException failure) => failure.Errors.Cast<SqlError>().Select(error => error.Number).Append(failure.Number);
}
