using CrmLive.Data.PostgreSql;
using CrmLive.Data.SqlServer;

namespace CrmLive.Data;

/// <summary>Tells what passes by itself from what is a defect. Each database knows its own codes; exceptions carry them under others, as an update that failed does.</summary>
public static class Outage
{
    private const int DiskFullOnUnix = 28;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>The database or the disk cannot be used at the moment: nothing is wrong with what was asked.</summary>
    public static bool Is(Exception failure) => Chain(failure).Any(part =>
        part is TimeoutException or IOException { HResult: DiskFullOnUnix or DiskFullOnWindows } || PostgreSqlFailures.IsOutage(part) || SqlServerFailures.IsOutage(part));

    /// <summary>There is no room left for what is written.</summary>
    public static bool IsFull(Exception failure) => Chain(failure).Any(part =>
        part is IOException { HResult: DiskFullOnUnix or DiskFullOnWindows } || PostgreSqlFailures.IsFull(part) || SqlServerFailures.IsFull(part));

    /// <summary>The server gave up one of two that were in each other's way. Nothing of it was kept, and the whole request may be sent again.</summary>
    public static bool IsConflict(Exception failure) =>
        Chain(failure).Any(part => PostgreSqlFailures.IsConflict(part) || SqlServerFailures.IsConflict(part));

    /// <summary>The words of the innermost failure, for the log of the operator.</summary>
    public static string Words(Exception failure) => Chain(failure).Last().Message.ReplaceLineEndings(" ");

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var part = failure; part is not null; part = part.InnerException)
        {
            yield return part;
        }
    }
}
