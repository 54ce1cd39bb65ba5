using CrmLive.Live;

namespace CrmLive.Data.PostgreSql;

internal static class PostgreSqlWork
{
    private const string Given = "json_to_recordset({0}::json) as g(t bigint, id bigint, token bigint)";
    private const string Held = "w.tenant_id = g.t and w.id = g.id and w.token = g.token and w.owner is not null";
    private const string IsDue = "w.tenant_id = s.tenant_id and w.kind = s.kind and w.lane = s.lane and w.priority = s.priority and not w.waits and w.due <= statement_timestamp()";
    private const string IsPaused = "exists (select from work_pauses z where z.tenant_id in (0, s.tenant_id) and z.kind in ('', s.kind))";
    private const string Lock = "select pg_advisory_xact_lock(4851473);";

    public static WorkSql Sql { get; } = new(
        // The first of each order key is held, so that it does not end unseen while somebody comes to stand behind it.
        TakeIn: $$"""
            {{Lock}}
            select from (
                select distinct tenant_id, order_key
                from (select tenant_id, order_key from work_puts order by seq limit {0}) p
                where order_key is not null) o
            cross join lateral (
                select from work_items h where h.tenant_id = o.tenant_id and h.order_key = o.order_key order by h.seq limit 1 for update) held;
            with taken as (
                delete from work_puts p
                using (select tenant_id, id from work_puts order by seq limit {0} for update skip locked) t
                where p.tenant_id = t.tenant_id and p.id = t.id
                returning p.*),
            latest as (
                select distinct on (tenant_id, kind, key) t.*,
                       min(coalesce(t.due, statement_timestamp()) + t.delay_ms * interval '1 millisecond') over (partition by tenant_id, kind, key) as at
                from taken t
                order by tenant_id, kind, key, seq desc),
            streams as (
                insert into work_streams (tenant_id, kind, lane, priority)
                select distinct tenant_id, kind, lane, priority from latest
                on conflict do nothing)
            insert into work_items as w (tenant_id, id, kind, key, payload, lane, priority, order_key, seq, waits, due, token, attempts, causation_id, correlation_id, depth, put_at)
            select tenant_id, id, kind, key, payload, lane, priority, order_key, seq,
                   order_key is not null and (
                       row_number() over (partition by tenant_id, order_key order by seq) > 1
                       or exists (select from work_items h where h.tenant_id = l.tenant_id and h.order_key = l.order_key)),
                   at, 0, 0, causation_id, correlation_id, depth, statement_timestamp()
            from latest l
            order by tenant_id, kind, key
            on conflict (tenant_id, kind, key) do update set
                payload = excluded.payload,
                causation_id = excluded.causation_id, correlation_id = excluded.correlation_id, depth = excluded.depth,
                due = case when w.owner is null then least(w.due, excluded.due) else w.due end,
                again_due = case when w.owner is null then null else least(w.again_due, excluded.due) end
            """,
        Claim: $$"""
            -- {{PlannedAfresh.Tag}}
            with due as materialized (
                select s.*
                from json_array_elements_text({3}::json) k
                join work_streams s on s.kind = k
                where not {{IsPaused}}
                  and exists (select from work_items w where {{IsDue}} and w.due >= {4})),
            fair as (
                select w.tenant_id, w.id, w.due,
                       row_number() over (partition by s.tenant_id, s.lane order by s.priority, w.due, w.seq) * (1 << s.lane) as turn
                from due s
                cross join lateral (
                    select w.tenant_id, w.id, w.due, w.seq
                    from work_items w
                    where {{IsDue}} and w.due >= {4}
                    order by w.due
                    limit least({0}, 1 + 2 * {0} / (select count(*) from due))) w),
            picked as (
                select w.tenant_id, w.id, w.due
                from (select tenant_id, id from fair order by turn, due limit {0}) f
                join work_items w on w.tenant_id = f.tenant_id and w.id = f.id
                where not w.waits and w.due <= statement_timestamp()
                for update of w skip locked)
            update work_items w
            set owner = {1}, token = w.token + 1, attempts = w.attempts + 1, due = statement_timestamp() + {2} * interval '1 millisecond'
            from picked p
            where w.tenant_id = p.tenant_id and w.id = p.id
            returning w.tenant_id as "TenantId", w.id as "Id", w.token as "Token", w.kind as "Kind", w.key as "Key", w.payload as "Payload", w.attempts as "Attempts",
                      w.order_key as "OrderKey", w.lane as "Lane", w.priority as "Priority", p.due as "WasDue", w.causation_id as "CausationId", w.correlation_id as "CorrelationId", w.depth as "Depth",
                      (select count(*) from due) as "Streams"
            """,
        Renew: $$"""
            update work_items w set due = statement_timestamp() + {1} * interval '1 millisecond'
            from {{Given}}
            where {{Held}}
            returning w.id as "Id", w.token as "Token"
            """,
        Finish: $$"""
            with held as (
                select w.* from work_items w join {{Given}} on {{Held}} for update of w),
            again as (
                update work_items w
                set owner = null, attempts = 0, failure = null, error = null, due = w.again_due, again_due = null
                from held h
                where w.tenant_id = h.tenant_id and w.id = h.id and h.again_due is not null),
            gone as (
                delete from work_items w using held h where w.tenant_id = h.tenant_id and w.id = h.id and h.again_due is null)
            insert into work_runs (tenant_id, id, token, kind, key, attempts, put_at, at)
            select tenant_id, id, token, kind, key, attempts, put_at, statement_timestamp() from held
            """,
        Bury: $$"""
            with held as (
                select w.* from work_items w join {{Given}} on {{Held}} for update of w),
            again as (
                update work_items w
                set owner = null, attempts = 0, failure = null, error = null, due = w.again_due, again_due = null
                from held h
                where w.tenant_id = h.tenant_id and w.id = h.id and h.again_due is not null),
            gone as (
                delete from work_items w using held h where w.tenant_id = h.tenant_id and w.id = h.id and h.again_due is null)
            insert into dead_work (tenant_id, id, token, kind, key, payload, lane, priority, order_key, attempts, failure, error, put_at, at)
            select tenant_id, id, token, kind, key, payload, lane, priority, order_key, attempts, {1}, {2}, put_at, statement_timestamp() from held
            """,
        Fail: $$"""
            update work_items w
            set owner = null, due = least(w.again_due, statement_timestamp() + {1} * interval '1 millisecond'), again_due = null, failure = {2}, error = {3}
            from {{Given}}
            where {{Held}}
            """,
        GiveBack: $$"""
            update work_items w
            set owner = null, attempts = w.attempts - 1, due = least(w.again_due, statement_timestamp()), again_due = null
            from {{Given}}
            where {{Held}}
            """,
        Next: """
            update work_items w set waits = false, due = greatest(w.due, statement_timestamp())
            from json_to_recordset({0}::json) as g(t bigint, o text)
            cross join lateral (
                select n.id from work_items n where n.tenant_id = g.t and n.order_key = g.o order by n.seq limit 1) n
            where w.tenant_id = g.t and w.id = n.id and w.waits
            """,
        Tidy: $$"""
            {{Lock}}
            update work_items w set waits = false
            from (
                select distinct on (tenant_id, order_key) tenant_id, id, waits
                from work_items where order_key is not null order by tenant_id, order_key, seq) f
            where w.tenant_id = f.tenant_id and w.id = f.id and f.waits;
            delete from work_streams s
            where not exists (
                select from work_items w where w.tenant_id = s.tenant_id and w.kind = s.kind and w.lane = s.lane and w.priority = s.priority)
            """,
        Lag: $$"""
            select s.tenant_id as "TenantId", s.kind as "Kind", sum(late.items)::bigint as "Items",
                   coalesce(extract(epoch from statement_timestamp() - min(late.oldest)), 0)::float8 as "Seconds",
                   bool_or(exists (
                       select from work_items w
                       where w.tenant_id = s.tenant_id and w.kind = s.kind and w.lane = s.lane and w.priority = s.priority and not w.waits and w.due > statement_timestamp())) as "Later",
                   bool_or({{IsPaused}}) as "IsPaused"
            from work_streams s
            cross join lateral (
                select count(*) as items, min(due) as oldest
                from (select w.due from work_items w where {{IsDue}} order by w.due limit 1000) w) late
            where {0} in (0, s.tenant_id)
            group by s.tenant_id, s.kind
            order by s.kind, s.tenant_id
            """,
        PauseAll: """
            insert into work_pauses (tenant_id, kind, since) values ({1}, {0}, statement_timestamp()) on conflict do nothing
            """,
        ResumeAll: "delete from work_pauses where tenant_id = {1} and kind = {0}");
}
