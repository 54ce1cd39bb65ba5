using System.Diagnostics;
using CrmLive.Live;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Bench;

/// <summary>From sending the commit to the message in an open page of the same process.</summary>
internal static class LiveBench
{
    private const int Saves = 500;
    private const double Most = 20;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        var mover = new DealMover(bench);
        var deal = await mover.Prepare();
        await mover.Move(20);
        var times = new List<double>();
        using var listening = bench.Services.GetRequiredService<LiveFeed>().Subscribe(
            bench.Mia.TenantId, LiveFeed.Topic(RecordKind.Deal, deal), _ => times.Add(Stopwatch.GetElapsedTime(bench.Probe.SentAt).TotalMilliseconds));
        await mover.Move(Saves);
        times.Sort();
        var p99 = times[(int)(times.Count * 0.99)];
        return new BenchResult("commit to live message, p99", "ms", p99, times[^1], $"<= {Most} ms", p99 <= Most,
            FormattableString.Invariant($"Median {times[times.Count / 2]:0.##} ms, the commit itself included, {times.Count} saves."));
    }
}
