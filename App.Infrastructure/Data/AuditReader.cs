using System.Data.Common;

namespace CrmLive.Data;

/// <summary>An audit entry with its place in the order of commits.</summary>
public sealed record LoggedEntry(long CommitMark, AuditEntry Entry);

/// <summary>Reads the audit entries of all tenants in commit order, without gaps.</summary>
public static class AuditReader
{
    public static Task<IReadOnlyList<LoggedEntry>> Read(CrmDb systemWide, DatabaseProvider provider, long mark, long id, int take, CancellationToken ct) =>
        LogQuery.Run(systemWide, provider.EventLog.ReadAudit, (mark, id), take, row => new LoggedEntry(row.GetInt64(0), Entry(row)), ct);

    private static AuditEntry Entry(DbDataReader row) => new()
    {
        TenantId = row.GetInt64(1),
        Id = row.GetInt64(2),
        At = row.GetFieldValue<DateTimeOffset>(3),
        ActorId = row.IsDBNull(4) ? null : row.GetInt64(4),
        ActorName = row.GetString(5),
        Action = row.GetString(6),
        Permission = Text(row, 7),
        SubjectKind = Text(row, 8),
        SubjectId = row.IsDBNull(9) ? null : row.GetInt64(9),
        Channel = row.GetString(10),
        Address = Text(row, 11),
        Reason = Text(row, 12),
        Outcome = row.GetString(13),
        CausationId = row.IsDBNull(14) ? null : row.GetInt64(14),
        TraceId = row.GetString(15),
        Changes = row.GetString(16),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
