using CrmLive.Pipeline;

namespace CrmLive.Bench;

/// <summary>A page far down a list against the first one: found by its key, not by counting.</summary>
internal static class PagesBench
{
    private const int Size = 50;
    private const int Far = 1_000;
    private const int Reads = 200;
    private const double Most = 1.2;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        await ManyDeals.Fill(bench);
        var (first, far) = (new ListDeals(Take: Size), new ListDeals(Take: Size, Cursor: await Cursor(bench)));
        var full = (await bench.Door.Send(bench.Mia, far)).Rows.Count == Size;
        var ratios = await Pairs.Ratios(() => Time(bench, far), () => Time(bench, first));
        var median = ratios[Pairs.Count / 2];
        return new BenchResult($"page {Far} against page 1", "x", median, ratios[^1], $"<= {Most}", full && median <= Most, $"{ManyDeals.Count} deals, pages of {Size}, through the door.");
    }

    // The page before ends behind 999 pages, whatever their size was.
    private static async Task<string> Cursor(BenchHost bench)
    {
        const int Stride = 185;
        string? cursor = null;
        for (var read = 0; read < (Far - 1) * Size; read += Stride)
        {
            cursor = (await bench.Door.Send(bench.Mia, new ListDeals(Take: Stride, Cursor: cursor))).Next;
        }

        return cursor!;
    }

    private static Task<double> Time(BenchHost bench, ListDeals list) => Pairs.Seconds(async () =>
    {
        for (var i = 0; i < Reads; i++)
        {
            await bench.Door.Send(bench.Mia, list);
        }
    });
}
