namespace CrmLive.Data.SqlServer;

internal static class SqlServerEventLog
{
    private const string Readable = "CONVERT(bigint, MIN_ACTIVE_ROWVERSION())";

    public static EventLogSql Sql { get; } = new(
        Head: $"SELECT {Readable} - 1 AS [Value]",
        Read: $"""
            SELECT TOP (@take) CONVERT(bigint, commit_mark) AS commit_mark, tenant_id, id, type, subject_kind, subject_id, subject_version, payload,
                   actor_id, actor_name, origin, node, causation_id, correlation_id, depth, at
            FROM events
            WHERE commit_mark > CONVERT(binary(8), @mark) AND CONVERT(bigint, commit_mark) < {Readable} AND @id = @id
            ORDER BY commit_mark;
            """,
        Claim: "SELECT commit_mark, event_id, failures FROM consumer_positions WITH (UPDLOCK, ROWLOCK, READPAST) WHERE name = @name;",
        Lag: """
            SELECT p.name, COUNT_BIG(e.id), COALESCE(CONVERT(float, DATEDIFF_BIG(millisecond, MIN(e.at), @now)) / 1000, 0)
            FROM consumer_positions p
            LEFT JOIN events e ON CONVERT(bigint, e.commit_mark) > p.commit_mark
            GROUP BY p.name;
            """,
        ReadAudit: $"""
            SELECT TOP (@take) CONVERT(bigint, commit_mark) AS commit_mark, tenant_id, id, at, actor_id, actor_name, action, permission, subject_kind,
                   subject_id, channel, address, reason, outcome, causation_id, trace_id, changes
            FROM audit_entries
            WHERE commit_mark > CONVERT(binary(8), @mark) AND CONVERT(bigint, commit_mark) < {Readable} AND @id = @id
            ORDER BY commit_mark;
            """);
}
