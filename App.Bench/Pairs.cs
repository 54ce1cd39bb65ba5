using System.Diagnostics;

namespace CrmLive.Bench;

/// <summary>Two sides in turn, A-B-B-A, so that what else the machine does hits both.</summary>
internal static class Pairs
{
    public const int Count = 5;

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

    public static async Task<double> Seconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
