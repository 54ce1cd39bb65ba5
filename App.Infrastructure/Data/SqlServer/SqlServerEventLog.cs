namespace CrmLive.Data.SqlServer;

internal static class SqlServerEventLog
{
    public static EventLogSql Sql { get; } = new(
        Head: "SELECT CONVERT(bigint, MIN_ACTIVE_ROWVERSION()) - 1 AS [Value]",
        Read: """
            SELECT TOP (@take) CONVERT(bigint, commit_mark) AS commit_mark, tenant_id, id, type, subject_kind, subject_id, subject_version, payload,
                   actor_id, actor_name, origin, node, causation_id, correlation_id, depth, at
            FROM events
            WHERE commit_mark > CONVERT(binary(8), @mark) AND commit_mark < MIN_ACTIVE_ROWVERSION() AND @id = @id
            ORDER BY commit_mark;
            """,
        Waiting: """
            SELECT p.name AS [Value]
            FROM consumer_positions p
            WHERE EXISTS (
                SELECT 1 FROM events e
                WHERE e.commit_mark > CONVERT(binary(8), p.commit_mark) AND e.commit_mark < MIN_ACTIVE_ROWVERSION())
               OR EXISTS (SELECT 1 FROM parked_events k WHERE k.consumer = p.name AND k.due <= {0})
            """,
        Lag: """
            SELECT p.name AS [Consumer], COUNT_BIG(e.id) + aside.events AS [Events],
                   COALESCE(CONVERT(float, DATEDIFF_BIG(millisecond, CASE WHEN aside.oldest < MIN(e.at) OR MIN(e.at) IS NULL THEN aside.oldest ELSE MIN(e.at) END, {0})) / 1000, 0) AS [Seconds],
                   aside.failures AS [Failures]
            FROM consumer_positions p
            LEFT JOIN events e ON e.commit_mark > CONVERT(binary(8), p.commit_mark)
            CROSS APPLY (
                SELECT COUNT_BIG(*) AS events, COALESCE(MAX(k.attempts), 0) AS failures, MIN(h.at) AS oldest
                FROM parked_events k
                JOIN events h ON h.tenant_id = k.tenant_id AND h.id = k.event_id
                WHERE k.consumer = p.name) AS aside
            GROUP BY p.name, aside.events, aside.failures, aside.oldest
            ORDER BY p.name
            """,
        Record: """
            INSERT INTO event_effects (tenant_id, consumer, event_id, at)
            SELECT {0}, {1}, CONVERT(bigint, given.value), {3}
            FROM STRING_SPLIT({2}, ',') AS given
            WHERE NOT EXISTS (
                SELECT 1 FROM event_effects known WITH (UPDLOCK, HOLDLOCK)
                WHERE known.tenant_id = {0} AND known.consumer = {1} AND known.event_id = CONVERT(bigint, given.value))
            """,
        PlaceOf: "SELECT CONVERT(bigint, commit_mark) AS [CommitMark], id AS [EventId] FROM events WHERE id = {0}",
        PlaceBefore: """
            SELECT TOP (1) CONVERT(bigint, commit_mark) AS [CommitMark], id AS [EventId] FROM events WHERE at < {0} ORDER BY commit_mark DESC
            """,
        ReadAudit: """
            SELECT TOP (@take) CONVERT(bigint, commit_mark) AS commit_mark, tenant_id, id, at, actor_id, actor_name, action, permission, subject_kind,
                   subject_id, channel, address, reason, outcome, causation_id, trace_id, changes
            FROM audit_entries
            WHERE commit_mark > CONVERT(binary(8), @mark) AND commit_mark < MIN_ACTIVE_ROWVERSION() AND @id = @id
            ORDER BY commit_mark;
            """,
        Unsealed: """
            SELECT COUNT_BIG(*) AS [Value]
            FROM audit_entries e
            WHERE e.tenant_id = {0} AND e.commit_mark < MIN_ACTIVE_ROWVERSION()
              AND NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.tenant_id = e.tenant_id AND s.entry_id = e.id)
            """);
}
