namespace CrmLive.Bench;

/// <summary>A save with its audit entry against the same save without.</summary>
internal static class AuditBench
{
    private const int Saves = 150;
    private const double Most = 1.15;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        var mover = new DealMover(bench);
        await mover.Prepare();
        var ratios = await Pairs.Ratios(() => Measure(bench, mover, isOff: false), () => Measure(bench, mover, isOff: true));
        var median = ratios[Pairs.Count / 2];
        return new BenchResult("cost of audit", "x", median, ratios[^1], $"<= {Most}", median <= Most, "MoveDeal through the door, one commit each.");
    }

    private static async Task<double> Measure(BenchHost bench, DealMover mover, bool isOff)
    {
        bench.Audit.IsOff = isOff;
        try
        {
            return await Pairs.Seconds(() => mover.Move(Saves));
        }
        finally
        {
            bench.Audit.IsOff = false;
        }
    }
}
