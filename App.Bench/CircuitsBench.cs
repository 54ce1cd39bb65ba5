using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Bench;

/// <summary>What an open board of 5,000 deals keeps in the server's memory, and what is left of it when everybody has gone.</summary>
internal static class CircuitsBench
{
    private const int Boards = 60;
    private const int Cycles = 200;
    private const double MostTimes = 2;
    private const double MostLeft = 0.02;

    public static async Task<BenchResult> RunMemory(BenchHost bench)
    {
        var (site, globex) = (await bench.Serve(), await bench.Globex());
        await using var empty = await EmptySite.Start();
        await using var crowd = Crowd.Gather();
        var cookie = await Cookie(bench, globex);
        var board = new Uri(site, "/pipeline");
        var perEmpty = await PerCircuit(crowd, empty.Address, "none");
        var perFrame = await PerCircuit(crowd, new Uri(site, "/settings/profile"), cookie);
        var perBoard = await PerCircuit(crowd, board, cookie);
        await using var db = globex.Look(bench);
        var open = await db.Deals.CountAsync(deal => deal.Outcome == StageKind.Open);
        var times = perBoard / perEmpty;
        return new BenchResult("circuit of a board against an empty Blazor page's", "x", times, times, $"<= {MostTimes}", times <= MostTimes,
            FormattableString.Invariant($"Board of {open} open deals {perBoard / 1024:0} KB, empty page {perEmpty / 1024:0} KB, our frame around a small page {perFrame / 1024:0} KB (board against that {perBoard / perFrame:0.##} x)."));
    }

    public static async Task<BenchResult> RunLeak(BenchHost bench)
    {
        var (site, globex) = (await bench.Serve(), await bench.Globex());
        await using var crowd = Crowd.Gather();
        var cookie = await Cookie(bench, globex);
        var board = new Uri(site, "/pipeline");
        await ComeAndGo(crowd, board, cookie, Cycles / 4);
        var before = Heap();
        await ComeAndGo(crowd, board, cookie, Cycles);
        var after = Heap();
        var left = Math.Max(0, (after - before) / before);
        return new BenchResult($"left in memory after {Cycles} boards were opened and closed", "%", left * 100, left * 100, $"<= {MostLeft * 100} %", left <= MostLeft,
            FormattableString.Invariant($"Heap after full collections {before / 1024 / 1024:0.0} MB before and {after / 1024 / 1024:0.0} MB after."));
    }

    public static async Task<string> Cookie(BenchHost bench, Globex globex)
    {
        var (name, value) = await Visitor.SignIn(bench, globex.Admin);
        return $"{name}={value}";
    }

    // The first ones pay for what all share.
    private static async Task<double> PerCircuit(Crowd crowd, Uri page, string cookie)
    {
        await ComeAndGo(crowd, page, cookie, 3);
        var before = Heap();
        await crowd.Open(page, cookie, Boards);
        var after = Heap();
        await crowd.Leave();
        return (after - before) / Boards;
    }

    private static async Task ComeAndGo(Crowd crowd, Uri page, string cookie, int times)
    {
        for (var left = times; left > 0; left -= 10)
        {
            await crowd.Open(page, cookie, Math.Min(10, left));
            await crowd.Leave();
        }
    }

    private static double Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
