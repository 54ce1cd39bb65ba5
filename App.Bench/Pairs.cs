using System.Diagnostics;

namespace CrmLive.Bench;

/// <summary>Two sides in turn, A-B-B-A, so that what else the machine does hits both.</summary>
internal static class Pairs
{
    public const int Count = 5;

    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(6);

    /// <summary>The value of A over that of B for each pair, in order of size.</summary>
    public static async Task<List<double>> Ratios(Func<Task<double>> a, Func<Task<double>> b)
    {
        await a();
        await b();
        var ratios = new List<double>();
        for (var pair = 0; pair < Count; pair++)
        {
            var first = await (pair % 2 == 0 ? a : b)();
            var second = await (pair % 2 == 0 ? b : a)();
            ratios.Add(pair % 2 == 0 ? first / second : second / first);
        }

        ratios.Sort();
        return ratios;
    }

    /// <summary>Does both sides for a while, until what runs often has been compiled for good: a server runs for days.</summary>
    public static async Task Warm(params IReadOnlyList<Func<Task>> sides)
    {
        foreach (var side in sides)
        {
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < Warming)
            {
                await side();
            }
        }
    }

    public static async Task<double> Seconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
