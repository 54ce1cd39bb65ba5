using System.Text.Json;
using CrmLive.Data;

namespace CrmLive.Bench;

/// <summary>Measures in ratios, each side in turn on the same machine and data; prints a line for each and all of them as JSON.</summary>
internal static class BenchProgram
{
    private static readonly JsonSerializerOptions Json = new(EventJson.Options) { WriteIndented = true };

    private static async Task<int> Main(string[] args)
    {
        if (args is [Crowd.Verb])
        {
            return await Crowd.Live();
        }

        await using var bench = await BenchHost.Start(CancellationToken.None);
        var results = new List<BenchResult>();
        (string Name, Func<Task<BenchResult>> Run)[] scenarios =
        [
            ("relay", () => RelayBench.Run(bench)),
            ("queue-put", () => QueueBench.Put(bench)),
            ("queue-claim", () => QueueBench.Claim(bench)),
            ("queue-depth", () => QueueBench.Depth(bench)),
            ("queue-fair", () => QueueBench.Fair(bench)),
            ("queue-timer", () => QueueBench.Timer(bench)),
            ("live", () => LiveBench.Run(bench)),
            ("audit", () => AuditBench.Run(bench)),
            ("rows", () => RowSecurityBench.Run(bench)),
            ("lists", () => ListBench.Run(bench)),
            ("metrics", () => MetricsBench.Run(bench)),
            ("pages", () => PagesBench.Run(bench)),
            ("rest", () => RestBench.Run(bench)),
            ("move", () => MoveBench.Run(bench)),
            ("move-rest", () => MoveBench.RunOverRest(bench)),
            ("drop", () => DropBench.Run(bench)),
            ("load", () => SmoothBench.RunLoad(bench)),
            ("tasks", () => SmoothBench.RunTasks(bench)),
            ("circuits", () => CircuitsBench.RunMemory(bench)),
            ("leak", () => CircuitsBench.RunLeak(bench)),
            ("strangers", () => StrangersBench.Run(bench)),
            ("expression", () => Task.FromResult(ExpressionBench.Run())),
            ("neighbours", NeighboursBench.Run),
        ];
        foreach (var (name, run) in scenarios.Where(scenario => args.Length == 0 || args.Contains(scenario.Name)))
        {
            Console.Error.WriteLine($"{name} …");
            results.Add(await run());
            Console.WriteLine(results[^1].Line());
        }

        Console.WriteLine(JsonSerializer.Serialize(new { Load = Load(), Results = results }, Json));
        return results.TrueForAll(result => result.IsMet) ? 0 : 1;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "unknown";
}

/// <param name="Worst">Of the pairs.</param>
internal sealed record BenchResult(string Name, string Unit, double Median, double Worst, string Goal, bool IsMet, string Note)
{
    public string Line() => FormattableString.Invariant($"{(IsMet ? "met " : "MISS")}  {Name}: {Median:0.##} {Unit} (worst {Worst:0.##}), goal {Goal}. {Note}");
}
