using System.Diagnostics;
using System.Globalization;
using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Bench;

/// <summary>The work queue: what a wish costs its save, and how fast and how fairly a node works.</summary>
internal static class QueueBench
{
    private const int Saves = 150;
    private const int Items = 20_000;
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Drained = 50_000;
    private const int Flood = 100_000;
    private const int Timers = 1_000;

    private static readonly TimeSpan Call = TimeSpan.FromMilliseconds(50);

    public static async Task<BenchResult> Put(BenchHost bench)
    {
        var mover = new DealMover(bench);
        var deal = await mover.Prepare();
        var ratios = await Pairs.Ratios(() => Save(bench, deal, isWishing: true), () => Save(bench, deal, isWishing: false));
        await bench.Execute("truncate work_puts");
        var median = ratios[Pairs.Count / 2];
        return new BenchResult("save with a wish against the save alone", "x", median, ratios[^1], "<= 1.05", median <= 1.05, "One changed deal with event, history and audit entry, one commit each.");
    }

    public static async Task<BenchResult> Claim(BenchHost bench)
    {
        if (Pgbench.IsMissing)
        {
            return Pgbench.Missing("queue", ">= 0.5");
        }

        var speeds = new List<double>();
        var ratios = await Pairs.Ratios(
            async () =>
            {
                speeds.Add(await Drain(bench, Items, Items));
                return speeds[^1];
            },
            () => Pop(bench));
        speeds.Sort();
        var (median, speed) = (ratios[Pairs.Count / 2], speeds[speeds.Count / 2]);
        return new BenchResult("claim and finish against pgbench popping by 100", "x", median, ratios[0], ">= 0.5 and >= 5000 items/s", median >= 0.5 && speed >= 5000,
            FormattableString.Invariant($"{speed:0} items/s by batches of 250, one node, {Items} items of 5 tenants a round; pgbench deletes, one client."));
    }

    public static async Task<BenchResult> Depth(BenchHost bench)
    {
        await Drain(bench, Few, Few);
        var few = await Drain(bench, Few, Few);
        var many = await Drain(bench, Many, Drained);
        var ratio = many / few;
        return new BenchResult("drain with a million waiting against ten thousand", "x", ratio, ratio, ">= 0.9", ratio >= 0.9,
            FormattableString.Invariant($"{many:0} and {few:0} items/s; of the million the first {Drained} are drained, once."));
    }

    public static async Task<BenchResult> Fair(BenchHost bench)
    {
        ThreadPool.SetMinThreads(32, 32);
        var alone = await Delay(bench, flood: 0);
        var beside = await Delay(bench, Flood);
        return new BenchResult("delay of an item beside another tenant's 100,000", "x", beside / alone, beside / alone, "<= 1.2", beside / alone <= 1.2,
            FormattableString.Invariant($"Median of 40 from wish to end: {alone:0} ms alone, {beside:0} ms beside them; each item takes {Call.TotalMilliseconds:0} ms."));
    }

    public static async Task<BenchResult> Timer(BenchHost bench)
    {
        var late = new System.Collections.Concurrent.ConcurrentBag<double>();
        await bench.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            insert into work_puts (tenant_id, id, kind, key, payload, due, lane, priority, delay_ms, depth)
            select {bench.Mia.TenantId}, nextval('crm_ids'), 'timer', n::text, null, now() + interval '2 seconds' + n * interval '10 milliseconds', 1, 0, 0, 0
            from generate_series(1, {Timers}) n
            """));
        await Work(bench, new BenchKind("timer", 1, item => late.Add((DateTimeOffset.UtcNow - item.WasDue).TotalSeconds)), () => late.Count >= Timers);
        var sorted = late.Order().ToList();
        var p99 = sorted[Timers * 99 / 100];
        return new BenchResult("timer, p99 late by", "s", p99, sorted[^1], "<= 1", p99 <= 1, FormattableString.Invariant($"{Timers} timers in ten seconds, median {sorted[Timers / 2]:0.00} s; the node looks only, nobody wakes it."));
    }

    private static async Task<double> Save(BenchHost bench, long deal, bool isWishing)
    {
        var ids = bench.Services.GetRequiredService<IdGenerator>();
        return await Pairs.Seconds(async () =>
        {
            for (var i = 0; i < Saves; i++)
            {
                await using var db = bench.Look();
                var row = await db.Deals.SingleAsync(row => row.Id == deal);
                row.Edit(new DealFields($"Bench deal {i}", 1m));
                if (isWishing)
                {
                    db.Wish(new WorkPut { Id = await ids.Next(default), Kind = "bench", Key = i.ToString(CultureInfo.InvariantCulture) });
                }

                await db.SaveChangesAsync();
            }
        });
    }

    /// <returns>Items a second.</returns>
    private static async Task<double> Drain(BenchHost bench, int waiting, int drained)
    {
        await bench.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            truncate work_items, work_streams, work_runs;
            insert into work_streams (tenant_id, kind, lane, priority) select {bench.Mia.TenantId} + n, 'bench', 1, 0 from generate_series(0, 4) n;
            insert into work_items (tenant_id, id, kind, key, lane, priority, seq, waits, due, token, attempts, depth, put_at)
            select {bench.Mia.TenantId} + n % 5, n, 'bench', n::text, 1, 0, n, false, now() - interval '1 hour' + n * interval '1 microsecond', 0, 0, 0, now() from generate_series(1, {waiting}) n;
            analyze work_items
            """));
        var done = 0;
        var kind = new BenchKind("bench", 250, _ => Interlocked.Increment(ref done));
        var started = Stopwatch.GetTimestamp();
        await Work(bench, kind, () => Volatile.Read(ref done) >= drained);
        return Volatile.Read(ref done) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> Pop(BenchHost bench)
    {
        await bench.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            drop table if exists bench_work;
            create table bench_work (like work_items including defaults including indexes);
            insert into bench_work (tenant_id, id, kind, key, lane, priority, seq, waits, due, token, attempts, depth, put_at)
            select {bench.Mia.TenantId} + n % 5, n, 'bench', n::text, 1, 0, n, false, now(), 0, 0, 0, now() from generate_series(1, {Items}) n;
            analyze bench_work
            """));
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script,
            "delete from bench_work where ctid = any (array(select ctid from bench_work order by tenant_id, id limit 100 for update skip locked)) returning *;\n");
        var tps = await Pgbench.Run(bench.Address, "-n", "-M", "prepared", "-c", "1", "-t", (Items / 100).ToString(CultureInfo.InvariantCulture), "-f", script);
        File.Delete(script);
        return tps * 100;
    }

    // The median from wish to end, in milliseconds.
    private static async Task<double> Delay(BenchHost bench, int flood)
    {
        await bench.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            truncate work_items, work_streams, work_puts, work_runs;
            insert into work_streams (tenant_id, kind, lane, priority) values ({bench.Mia.TenantId + 1}, 'call', 1, 0);
            insert into work_items (tenant_id, id, kind, key, lane, priority, seq, waits, due, token, attempts, depth, put_at)
            select {bench.Mia.TenantId + 1}, n, 'call', n::text, 1, 0, n, false, now() - interval '1 hour', 0, 0, 0, now() from generate_series(1, {flood}) n;
            analyze work_items
            """));
        var ended = new System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource>();
        using var calling = new SemaphoreSlim(0);
        var kind = new BenchKind("call", 1, item =>
        {
            calling.Wait(Call);
            if (ended.TryGetValue($"{item.TenantId}/{item.Key}", out var end))
            {
                end.TrySetResult();
            }
        });
        var delays = new List<double>();
        var asking = Task.Run(async () =>
        {
            await Task.Delay(1000);
            for (var i = 0; i < 40; i++)
            {
                var key = $"single-{i}";
                var end = ended[$"{bench.Mia.TenantId}/{key}"] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var db = bench.Look();
                db.Wish(new WorkPut { Id = await bench.Services.GetRequiredService<IdGenerator>().Next(default), Kind = "call", Key = key });
                var started = Stopwatch.GetTimestamp();
                await db.SaveChangesAsync();
                await end.Task;
                delays.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        });
        await Work(bench, kind, () => asking.IsCompleted);
        await asking;
        delays.Sort();
        return delays[delays.Count / 2];
    }

    private static async Task Work(BenchHost bench, WorkKind kind, Func<bool> isEnough)
    {
        using var hands = new WorkHands(
            bench.Services.GetRequiredService<WorkStore>(), bench.Services.GetRequiredService<WorkRunner>(), [kind], bench.Services.GetRequiredService<NodeName>(), TimeProvider.System);
        using var worker = ActivatorUtilities.CreateInstance<WorkWorker>(bench.Services, hands);
        await worker.StartAsync(CancellationToken.None);
        while (!isEnough())
        {
            await Task.Delay(5);
        }

        await worker.StopAsync(CancellationToken.None);
    }

    /// <summary>Its effect is a command that changes nothing: what is measured is the queue.</summary>
    private sealed class BenchKind(string name, int batch, Action<ClaimedWork> act) : WorkKind
    {
        public override string Name => name;

        public override int BatchSize => batch;

        public override Shell.ICommand<int> Answer(IReadOnlyList<ClaimedWork> items)
        {
            foreach (var item in items)
            {
                act(item);
            }

            return new TellPeople([]);
        }
    }
}
