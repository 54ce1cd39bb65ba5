namespace CrmLive.Data.PostgreSql;

internal static class PostgreSqlEventLog
{
    private const string Readable = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    public static EventLogSql Sql { get; } = new(
        Head: $"""select {Readable} - 1 as "Value" """,
        Read: $"""
            select commit_mark, tenant_id, id, type, subject_kind, subject_id, subject_version, payload, actor_id, actor_name, origin, node,
                   causation_id, correlation_id, depth, at
            from events
            where (commit_mark, id) > (@mark, @id) and commit_mark < {Readable}
            order by commit_mark, id
            limit @take
            """,
        Claim: "select commit_mark, event_id, failures from consumer_positions where name = @name for update skip locked",
        Lag: $"""
            select p.name, count(e.id), coalesce(extract(epoch from @now - min(e.at)), 0)::float8
            from consumer_positions p
            left join events e on (e.commit_mark, e.id) > (p.commit_mark, p.event_id)
            group by p.name
            """,
        ReadAudit: $"""
            select commit_mark, tenant_id, id, at, actor_id, actor_name, action, permission, subject_kind, subject_id, channel, address,
                   reason, outcome, causation_id, trace_id, changes
            from audit_entries
            where (commit_mark, id) > (@mark, @id) and commit_mark < {Readable}
            order by commit_mark, id
            limit @take
            """);
}
