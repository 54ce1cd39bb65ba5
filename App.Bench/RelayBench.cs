using System.Globalization;
using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Bench;

/// <summary>The relay with a cheap consumer, ledger and all, against pgbench claiming the same rows in batches of 100; both keep the rows.</summary>
internal static class RelayBench
{
    private const int Events = 20_000;
    private const double Least = 0.5;
    private const int LeastPerSecond = 10_000;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        if (Pgbench.IsMissing)
        {
            return Pgbench.Missing("relay", $">= {Least}");
        }

        var consumer = new CheapConsumer();
        await bench.Services.GetRequiredService<Positions>().Ensure(consumer, CancellationToken.None);
        var speeds = new List<double>();
        var ratios = await Pairs.Ratios(
            async () =>
            {
                speeds.Add(await Relay(bench, consumer));
                return speeds[^1];
            },
            () => Pop(bench));
        speeds.Sort();
        var (median, speed) = (ratios[Pairs.Count / 2], speeds[speeds.Count / 2]);
        return new BenchResult("relay against pgbench popping by 100", "x", median, ratios[0], $">= {Least} and >= {LeastPerSecond} events/s",
            median >= Least && speed >= LeastPerSecond, FormattableString.Invariant($"{speed:0} events/s, {Events} events of 5 tenants a round."));
    }

    private static async Task<double> Relay(BenchHost bench, EventConsumer consumer)
    {
        await Fill(bench, "events");
        await bench.Services.GetRequiredService<ConsumerDesk>().Lag(CancellationToken.None);
        var relay = bench.Services.GetRequiredService<EventRelay>();
        return Events / await Pairs.Seconds(() => relay.Drain(consumer, CancellationToken.None));
    }

    private static async Task<double> Pop(BenchHost bench)
    {
        await bench.Execute("drop table if exists bench_queue; create table bench_queue (like events including defaults); create index on bench_queue (commit_mark, id) where depth = 0");
        await Fill(bench, "bench_queue");
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script,
            "update bench_queue set depth = 1 where ctid = any (array(select ctid from bench_queue where depth = 0 order by commit_mark, id limit 100 for update skip locked)) returning *;\n");
        var tps = await Pgbench.Run(bench.Address, "-n", "-M", "prepared", "-c", "1", "-t", (Events / 100).ToString(CultureInfo.InvariantCulture), "-f", script);
        File.Delete(script);
        return tps * 100;
    }

    private static Task Fill(BenchHost bench, string table) => bench.Execute(string.Create(CultureInfo.InvariantCulture, $"""
        insert into {table} (tenant_id, id, type, subject_kind, subject_id, subject_version, payload, actor_name, origin, node, correlation_id, depth, at)
        select {bench.Mia.TenantId} + n % 5, nextval('crm_ids'), 'bench.happened.v1', 'bench', n, 1, '{"{\"number\":1,\"text\":\"something that happened\"}"}', 'bench', 'worker', 'bench', 'bench', 0, now()
        from generate_series(1, {Events}) n;
        analyze {table}
        """));

    /// <summary>Its effect is a command that changes nothing: what is measured is the relay.</summary>
    private sealed class CheapConsumer : EventConsumer
    {
        public override string Name => "bench";

        public override bool BeginsAtTheBeginning => false;

        public override bool Wants(StoredEvent happened) => happened.SubjectKind == "bench";

        public override ICommand<int> Answer(IReadOnlyList<StoredEvent> events) => new TellPeople([]);
    }
}
