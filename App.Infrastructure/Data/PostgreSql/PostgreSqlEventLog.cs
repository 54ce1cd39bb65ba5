namespace CrmLive.Data.PostgreSql;

internal static class PostgreSqlEventLog
{
    // The first parameter, for statements that are interpolated themselves.
    private const string First = "{0}";

    private const string Readable = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    // What can be read has been committed: a mark beyond the newest transaction was never given by the server.
    private const string Unborn = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

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
        Waiting: $"""
            select p.name as "Value"
            from consumer_positions p
            where exists (
                select from events e
                where (e.commit_mark, e.id) > (p.commit_mark, p.event_id) and e.commit_mark < {Readable})
               or exists (select from parked_events k where k.consumer = p.name and k.due <= {First})
            """,
        Lag: """
            select p.name as "Consumer", count(e.id) + k.events as "Events", coalesce(extract(epoch from {0} - least(min(e.at), k.oldest)), 0)::float8 as "Seconds",
                   k.failures as "Failures"
            from consumer_positions p
            left join events e on (e.commit_mark, e.id) > (p.commit_mark, p.event_id)
            cross join lateral (
                select count(*) as events, coalesce(max(k.attempts), 0) as failures, min(h.at) as oldest
                from parked_events k
                join events h on h.tenant_id = k.tenant_id and h.id = k.event_id
                where k.consumer = p.name) k
            group by p.name, k.events, k.failures, k.oldest
            order by p.name
            """,
        Record: """
            insert into event_effects (tenant_id, consumer, event_id, at)
            select {0}, {1}, unnest(string_to_array({2}, ',')::bigint[]), {3}
            on conflict do nothing
            """,
        PlaceOf: """select commit_mark as "CommitMark", id as "EventId" from events where id = {0}""",
        PlaceBefore: """
            select commit_mark as "CommitMark", id as "EventId" from events where at < {0} order by commit_mark desc, id desc limit 1
            """,
        ReadAudit: $"""
            select commit_mark, tenant_id, id, at, actor_id, actor_name, action, permission, subject_kind, subject_id, channel, address,
                   reason, outcome, causation_id, trace_id, changes
            from audit_entries
            where (commit_mark, id) > (@mark, @id) and commit_mark < {Readable}
            order by commit_mark, id
            limit @take
            """,
        Unsealed: $"""
            select count(*) as "Value"
            from audit_entries e
            where e.tenant_id = {First} and (e.commit_mark < {Readable} or e.commit_mark >= {Unborn})
              and not exists (select from audit_seals s where s.tenant_id = e.tenant_id and s.entry_id = e.id)
            """);
}
