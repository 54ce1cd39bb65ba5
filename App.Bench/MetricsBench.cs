using System.Diagnostics;
using CrmLive.Pipeline;

namespace CrmLive.Bench;

/// <summary>The figures of a pipeline over two years of selling.</summary>
internal static class MetricsBench
{
    private const int Reads = 200;
    private const double Most = 100;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        var globex = await bench.Globex();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var question = new GetPipelineMetrics(globex.PipelineId, today.AddMonths(-24), today);
        var figures = await bench.Door.Send(globex.Admin, question);
        var times = new List<double>();
        for (var i = 0; i < Reads; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await bench.Door.Send(globex.Admin, question);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        var p95 = times[(int)(times.Count * 0.95)];
        return new BenchResult("metrics of 24 months, p95", "ms", p95, times[^1], $"<= {Most} ms", p95 <= Most,
            FormattableString.Invariant($"Median {times[times.Count / 2]:0.#} ms, {figures.Opened} deals, {figures.Open} open, {figures.Won} won."));
    }
}
