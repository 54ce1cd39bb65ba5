using CrmLive.Live;

namespace CrmLive.Data.SqlServer;

/// <remarks>
/// Batches stay below the 5,000 locks at which a statement would lock the table, and the scripts of the schema switch that off besides. READCOMMITTEDLOCK, because READPAST
/// passes over nothing where readers see snapshots.
/// </remarks>
internal static class SqlServerWork
{
    private const string Hints = "WITH (ROWLOCK, UPDLOCK, READPAST, READCOMMITTEDLOCK)";
    private const string Given = "OPENJSON({0}) WITH (t bigint '$.t', id bigint '$.id', token bigint '$.token') AS g";
    private const string Held = "w.tenant_id = g.t AND w.id = g.id AND w.token = g.token AND w.owner IS NOT NULL";
    private const string IsDue = "w.tenant_id = s.tenant_id AND w.kind = s.kind AND w.lane = s.lane AND w.priority = s.priority AND w.waits = 0 AND w.due <= SYSDATETIMEOFFSET()";
    private const string IsPaused = "EXISTS (SELECT 1 FROM work_pauses z WHERE z.tenant_id IN (0, s.tenant_id) AND z.kind IN (N'', s.kind))";

    private const string Lock = """
        SET XACT_ABORT, NOCOUNT ON;
        BEGIN TRANSACTION;
        DECLARE @got int;
        EXEC @got = sys.sp_getapplock @Resource = N'crm-work', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 20000;
        IF @got < 0 THROW 50000, N'Somebody else has taken in work for too long.', 1;
        """;

    private const string HeldTable = "id bigint, tenant_id bigint, token bigint, again_due datetimeoffset NULL";

    // What was wished for again while it ran stays, and is new.
    private static readonly string Leave = $$"""
        SET NOCOUNT ON;
        DECLARE @held TABLE ({{HeldTable}});
        UPDATE w SET w.token = w.token
        OUTPUT inserted.id, inserted.tenant_id, inserted.token, inserted.again_due INTO @held (id, tenant_id, token, again_due)
        FROM work_items w WITH (ROWLOCK) JOIN {{Given}} ON {{Held}};
        """;

    private const string Remove = """
        SET NOCOUNT ON;
        UPDATE w SET w.owner = NULL, w.attempts = 0, w.failure = NULL, w.error = NULL, w.due = w.again_due, w.again_due = NULL
        FROM work_items w WITH (ROWLOCK) JOIN @held AS h ON w.tenant_id = h.tenant_id AND w.id = h.id WHERE h.again_due IS NOT NULL;
        DELETE w FROM work_items w WITH (ROWLOCK) JOIN @held AS h ON w.tenant_id = h.tenant_id AND w.id = h.id WHERE h.again_due IS NULL;
        SET NOCOUNT OFF;
        """;

    public static WorkSql Sql { get; } = new(
        TakeIn: $$"""
            {{Lock}}
            DECLARE @taken TABLE (
                tenant_id bigint, id bigint, kind nvarchar(60) COLLATE Latin1_General_100_BIN2, [key] nvarchar(200) COLLATE Latin1_General_100_BIN2, payload nvarchar(max),
                lane smallint, priority smallint, order_key nvarchar(200) COLLATE Latin1_General_100_BIN2, seq bigint, at datetimeoffset,
                causation_id bigint, correlation_id nvarchar(64), depth int);
            DELETE p
            OUTPUT deleted.tenant_id, deleted.id, deleted.kind, deleted.[key], deleted.payload, deleted.lane, deleted.priority, deleted.order_key, deleted.seq,
                   DATEADD(millisecond, deleted.delay_ms % 86400000, DATEADD(day, deleted.delay_ms / 86400000, COALESCE(deleted.due, SYSDATETIMEOFFSET()))),
                   deleted.causation_id, deleted.correlation_id, deleted.depth
            INTO @taken (tenant_id, id, kind, [key], payload, lane, priority, order_key, seq, at, causation_id, correlation_id, depth)
            FROM work_puts p
            WHERE p.seq IN (SELECT TOP ({0}) q.seq FROM work_puts q {{Hints}} ORDER BY q.seq);
            INSERT INTO work_streams (tenant_id, kind, lane, priority)
            SELECT DISTINCT n.tenant_id, n.kind, n.lane, n.priority FROM @taken AS n
            WHERE NOT EXISTS (
                SELECT 1 FROM work_streams s WHERE s.tenant_id = n.tenant_id AND s.kind = n.kind AND s.lane = n.lane AND s.priority = n.priority);
            UPDATE w
            SET w.payload = n.payload, w.causation_id = n.causation_id, w.correlation_id = n.correlation_id, w.depth = n.depth,
                w.due = CASE WHEN w.owner IS NULL AND n.earliest < w.due THEN n.earliest ELSE w.due END,
                w.again_due = CASE WHEN w.owner IS NULL THEN NULL WHEN w.again_due < n.earliest THEN w.again_due ELSE n.earliest END
            FROM work_items w WITH (ROWLOCK, UPDLOCK, HOLDLOCK)
            JOIN (
                SELECT t.tenant_id, t.kind, t.[key], t.payload, t.causation_id, t.correlation_id, t.depth,
                       MIN(t.at) OVER (PARTITION BY t.tenant_id, t.kind, t.[key]) AS earliest,
                       ROW_NUMBER() OVER (PARTITION BY t.tenant_id, t.kind, t.[key] ORDER BY t.seq DESC) AS place
                FROM @taken AS t) AS n ON w.tenant_id = n.tenant_id AND w.kind = n.kind AND w.[key] = n.[key] AND n.place = 1;
            SET NOCOUNT OFF;
            INSERT INTO work_items (tenant_id, id, kind, [key], payload, lane, priority, order_key, seq, waits, due, token, attempts, causation_id, correlation_id, depth, put_at)
            SELECT l.tenant_id, l.id, l.kind, l.[key], l.payload, l.lane, l.priority, l.order_key, l.seq,
                   CASE WHEN l.order_key IS NULL THEN 0
                        WHEN l.turn > 1 THEN 1
                        WHEN EXISTS (SELECT 1 FROM work_items h WITH (UPDLOCK, HOLDLOCK) WHERE h.tenant_id = l.tenant_id AND h.order_key = l.order_key) THEN 1
                        ELSE 0 END,
                   l.earliest, 0, 0, l.causation_id, l.correlation_id, l.depth, SYSDATETIMEOFFSET()
            FROM (
                SELECT n.tenant_id, n.id, n.kind, n.[key], n.payload, n.lane, n.priority, n.order_key, n.seq, n.earliest, n.causation_id, n.correlation_id, n.depth,
                       ROW_NUMBER() OVER (PARTITION BY n.tenant_id, n.order_key ORDER BY n.seq) AS turn
                FROM (
                    SELECT t.tenant_id, t.id, t.kind, t.[key], t.payload, t.lane, t.priority, t.order_key, t.seq, t.causation_id, t.correlation_id, t.depth,
                           MIN(t.at) OVER (PARTITION BY t.tenant_id, t.kind, t.[key]) AS earliest,
                           ROW_NUMBER() OVER (PARTITION BY t.tenant_id, t.kind, t.[key] ORDER BY t.seq DESC) AS place
                    FROM @taken AS t) AS n
                WHERE n.place = 1
                  AND NOT EXISTS (
                      SELECT 1 FROM work_items o WITH (UPDLOCK, HOLDLOCK) WHERE o.tenant_id = n.tenant_id AND o.kind = n.kind AND o.[key] = n.[key])) AS l;
            COMMIT;
            """,
        Claim: $$"""
            SET NOCOUNT ON;
            DECLARE @due TABLE (tenant_id bigint, kind nvarchar(60) COLLATE Latin1_General_100_BIN2, lane smallint, priority smallint);
            INSERT INTO @due (tenant_id, kind, lane, priority)
            SELECT s.tenant_id, s.kind, s.lane, s.priority
            FROM work_streams s
            JOIN OPENJSON({3}) AS k ON s.kind = k.value COLLATE Latin1_General_100_BIN2
            WHERE NOT {{IsPaused}}
              AND EXISTS (SELECT 1 FROM work_items w WHERE {{IsDue}} AND w.due >= {4});
            DECLARE @streams bigint = (SELECT COUNT_BIG(*) FROM @due AS d);
            DECLARE @each int = 1 + 2 * {0} / (SELECT COUNT(*) + 1 FROM @due AS d);
            DECLARE @picked TABLE (tenant_id bigint, id bigint);
            INSERT INTO @picked (tenant_id, id)
            SELECT TOP ({0}) f.tenant_id, f.id
            FROM (
                SELECT c.tenant_id, c.id, c.due,
                       ROW_NUMBER() OVER (PARTITION BY s.tenant_id, s.lane ORDER BY s.priority, c.due, c.seq) * POWER(2, s.lane) AS turn
                FROM @due AS s
                CROSS APPLY (
                    SELECT TOP (CASE WHEN (SELECT COUNT(*) FROM @due AS d) = 1 THEN {0} ELSE @each END) w.tenant_id, w.id, w.due, w.seq
                    FROM work_items w {{Hints}}
                    WHERE {{IsDue}} AND w.due >= {4}
                    ORDER BY w.due) AS c) AS f
            ORDER BY f.turn, f.due;
            UPDATE w
            SET w.owner = {1}, w.token = w.token + 1, w.attempts = w.attempts + 1, w.due = DATEADD(millisecond, {2}, SYSDATETIMEOFFSET())
            OUTPUT inserted.tenant_id AS [TenantId], inserted.id AS [Id], inserted.token AS [Token], inserted.kind AS [Kind], inserted.[key] AS [Key],
                   inserted.payload AS [Payload], inserted.attempts AS [Attempts], inserted.order_key AS [OrderKey], inserted.lane AS [Lane],
                   inserted.priority AS [Priority], deleted.due AS [WasDue],
                   inserted.causation_id AS [CausationId], inserted.correlation_id AS [CorrelationId], inserted.depth AS [Depth],
                   @streams AS [Streams]
            FROM work_items w {{Hints}}
            JOIN @picked AS p ON w.tenant_id = p.tenant_id AND w.id = p.id
            WHERE w.waits = 0 AND w.due <= SYSDATETIMEOFFSET();
            """,
        Renew: $$"""
            UPDATE w SET w.due = DATEADD(millisecond, {1}, SYSDATETIMEOFFSET())
            OUTPUT inserted.id AS [Id], inserted.token AS [Token]
            FROM work_items w WITH (ROWLOCK) JOIN {{Given}} ON {{Held}};
            """,
        Finish: $$"""
            {{Leave}}
            SET NOCOUNT OFF;
            INSERT INTO work_runs (tenant_id, id, token, kind, [key], attempts, put_at, at)
            SELECT w.tenant_id, w.id, w.token, w.kind, w.[key], w.attempts, w.put_at, SYSDATETIMEOFFSET()
            FROM work_items w JOIN @held AS h ON w.tenant_id = h.tenant_id AND w.id = h.id;
            {{Remove}}
            """,
        Bury: $$"""
            {{Leave}}
            SET NOCOUNT OFF;
            INSERT INTO dead_work (tenant_id, id, token, kind, [key], payload, lane, priority, order_key, attempts, failure, error, put_at, at)
            SELECT w.tenant_id, w.id, w.token, w.kind, w.[key], w.payload, w.lane, w.priority, w.order_key, w.attempts, {1}, {2}, w.put_at, SYSDATETIMEOFFSET()
            FROM work_items w JOIN @held AS h ON w.tenant_id = h.tenant_id AND w.id = h.id;
            {{Remove}}
            """,
        Fail: $$"""
            UPDATE w
            SET w.owner = NULL, w.failure = {2}, w.error = {3}, w.again_due = NULL,
                w.due = CASE WHEN w.again_due < DATEADD(millisecond, {1}, SYSDATETIMEOFFSET()) THEN w.again_due ELSE DATEADD(millisecond, {1}, SYSDATETIMEOFFSET()) END
            FROM work_items w WITH (ROWLOCK) JOIN {{Given}} ON {{Held}};
            """,
        GiveBack: $$"""
            UPDATE w
            SET w.owner = NULL, w.attempts = w.attempts - 1, w.again_due = NULL,
                w.due = CASE WHEN w.again_due < SYSDATETIMEOFFSET() THEN w.again_due ELSE SYSDATETIMEOFFSET() END
            FROM work_items w WITH (ROWLOCK) JOIN {{Given}} ON {{Held}};
            """,
        Next: """
            UPDATE w SET w.waits = 0, w.due = CASE WHEN w.due < SYSDATETIMEOFFSET() THEN SYSDATETIMEOFFSET() ELSE w.due END
            FROM work_items w WITH (ROWLOCK)
            JOIN OPENJSON({0}) WITH (t bigint '$.t', o nvarchar(200) '$.o') AS g
                ON w.tenant_id = g.t AND w.order_key = g.o COLLATE Latin1_General_100_BIN2
            WHERE w.waits = 1
              AND NOT EXISTS (SELECT 1 FROM work_items e WHERE e.tenant_id = w.tenant_id AND e.order_key = w.order_key AND e.seq < w.seq);
            """,
        Tidy: $$"""
            {{Lock}}
            UPDATE TOP (4000) w SET w.waits = 0
            FROM work_items w WITH (ROWLOCK)
            WHERE w.waits = 1
              AND NOT EXISTS (SELECT 1 FROM work_items e WHERE e.tenant_id = w.tenant_id AND e.order_key = w.order_key AND e.seq < w.seq);
            DELETE TOP (4000) s
            FROM work_streams s
            WHERE NOT EXISTS (
                SELECT 1 FROM work_items w WHERE w.tenant_id = s.tenant_id AND w.kind = s.kind AND w.lane = s.lane AND w.priority = s.priority);
            COMMIT;
            """,
        Lag: $$"""
            SELECT late.tenant_id AS [TenantId], late.kind AS [Kind], SUM(late.items) AS [Items],
                   COALESCE(CONVERT(float, DATEDIFF_BIG(millisecond, MIN(late.oldest), SYSDATETIMEOFFSET())) / 1000, 0) AS [Seconds],
                   CONVERT(bit, MAX(late.later)) AS [Later], CONVERT(bit, MAX(late.paused)) AS [IsPaused]
            FROM (
                SELECT s.tenant_id, s.kind, c.items, c.oldest,
                       CASE WHEN EXISTS (
                           SELECT 1 FROM work_items w
                           WHERE w.tenant_id = s.tenant_id AND w.kind = s.kind AND w.lane = s.lane AND w.priority = s.priority AND w.waits = 0
                             AND w.due > SYSDATETIMEOFFSET()) THEN 1 ELSE 0 END AS later,
                       CASE WHEN {{IsPaused}} THEN 1 ELSE 0 END AS paused
                FROM work_streams s
                CROSS APPLY (
                    SELECT COUNT_BIG(*) AS items, MIN(d.due) AS oldest
                    FROM (SELECT TOP (1000) w.due FROM work_items w WHERE {{IsDue}} ORDER BY w.due) AS d) AS c
                WHERE {0} IN (0, s.tenant_id)) AS late
            GROUP BY late.tenant_id, late.kind
            ORDER BY late.kind, late.tenant_id
            """,
        PauseAll: """
            INSERT INTO work_pauses (tenant_id, kind, since)
            SELECT {1}, {0}, SYSDATETIMEOFFSET()
            WHERE NOT EXISTS (SELECT 1 FROM work_pauses z WITH (UPDLOCK, HOLDLOCK) WHERE z.tenant_id = {1} AND z.kind = {0})
            """,
        ResumeAll: "DELETE FROM work_pauses WHERE tenant_id = {1} AND kind = {0}");
}
