using System.Diagnostics;
using System.Text;
using CrmLive.Shell;

namespace CrmLive.Bench;

/// <summary>What somebody with a key notices of four connections without one that ask for the API description without end.</summary>
internal static class StrangersBench
{
    private const int Strangers = 4;
    private const int Reads = 300;
    private const double Most = 1.5;

    private static readonly byte[] Description = Encoding.UTF8.GetBytes("GET /openapi/v1.json HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        var site = await bench.Serve();
        var ask = LoadClient.Request("GET", RestCall.Base + "/opportunities?limit=50", await RestBench.Key(bench));
        using var neighbour = await LoadClient.Connect(site);
        await Pairs.Warm(() => Slow(neighbour, ask));
        var (alone, beside) = (new List<double>(), new List<double>());
        var ratios = await Pairs.Ratios(
            async () =>
            {
                beside.Add(await Beside(site, () => Slow(neighbour, ask)));
                return beside[^1];
            },
            async () =>
            {
                alone.Add(await Slow(neighbour, ask));
                return alone[^1];
            });
        alone.Sort();
        beside.Sort();
        var median = ratios[Pairs.Count / 2];
        return new BenchResult("Neighbour's p95 beside 4 strangers at /openapi/v1.json", "x", median, ratios[^1], $"<= {Most}", median <= Most,
            FormattableString.Invariant($"{alone[alone.Count / 2]:0.0} ms alone, {beside[beside.Count / 2]:0.0} ms beside them."));
    }

    private static async Task<double> Beside(Uri site, Func<Task<double>> measure)
    {
        using var enough = new CancellationTokenSource();
        var strangers = Enumerable.Range(0, Strangers).Select(_ => Task.Run(() => Flood(site, enough.Token))).ToList();
        var slow = await measure();
        await enough.CancelAsync();
        await Task.WhenAll(strangers);
        return slow;
    }

    private static async Task Flood(Uri site, CancellationToken enough)
    {
        using var stranger = await LoadClient.Connect(site);
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await stranger.Ask(Description);
            }
            catch (IOException)
            {
                // Told to wait, which they do not.
            }
        }
    }

    private static async Task<double> Slow(LoadClient client, byte[] ask)
    {
        var times = new List<double>();
        for (var read = 0; read < Reads; read++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.Ask(ask);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times[Reads * 95 / 100];
    }
}
