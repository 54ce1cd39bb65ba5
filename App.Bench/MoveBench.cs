using System.Globalization;
using CrmLive.Shell;

namespace CrmLive.Bench;

/// <summary>Moves of deals by several clients at once against <c>pgbench -N</c> on the same server with as many clients.</summary>
internal static class MoveBench
{
    private const int Clients = 8;
    private const int Moves = 100;
    private const int Seconds = 3;
    private const double Least = 0.50;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        var movers = await Movers(bench);
        return await Compare(bench, "MoveDeal through the door against pgbench -N", async () =>
            Clients * Moves / await Pairs.Seconds(() => Task.WhenAll(movers.Select(mover => mover.Move(Moves)))));
    }

    public static async Task<BenchResult> RunOverRest(BenchHost bench)
    {
        var (site, key) = (await bench.Serve(), await RestBench.Key(bench));
        var movers = await Movers(bench);
        var clients = await Task.WhenAll(movers.Select(_ => LoadClient.Connect(site)));
        return await Compare(bench, "POST …/move against pgbench -N", async () =>
            Clients * Moves / await Pairs.Seconds(() => Task.WhenAll(movers.Zip(clients, (mover, client) => Move(mover, client, key)))));
    }

    private static async Task Move(DealMover mover, LoadClient client, string key)
    {
        for (var i = 0; i < Moves; i++)
        {
            var (deal, stage) = mover.Next();
            await client.Ask(LoadClient.Request("POST", $"{RestCall.Base}/opportunities/opp_{deal}/move", key, $$"""{"stage_id":"stg_{{stage}}"}"""));
        }
    }

    private static async Task<List<DealMover>> Movers(BenchHost bench)
    {
        var movers = Enumerable.Range(0, Clients).Select(_ => new DealMover(bench)).ToList();
        foreach (var mover in movers)
        {
            await mover.Prepare();
        }

        return movers;
    }

    private static async Task<BenchResult> Compare(BenchHost bench, string name, Func<Task<double>> move)
    {
        if (Pgbench.IsMissing)
        {
            return Pgbench.Missing(name, $">= {Least}");
        }

        var database = await bench.Database("pgbench");
        await Pgbench.Run(database, "-i", "-q", "-s", "10");
        await Pairs.Warm(move);
        var (speeds, yardstick) = (new List<double>(), new List<double>());
        var ratios = await Pairs.Ratios(
            async () =>
            {
                speeds.Add(await move());
                return speeds[^1];
            },
            async () =>
            {
                yardstick.Add(await Pgbench.Run(database, "-n", "-N", "-c", Text(Clients), "-j", "1", "-T", Text(Seconds)));
                return yardstick[^1];
            });
        speeds.Sort();
        yardstick.Sort();
        var median = ratios[Pairs.Count / 2];
        return new BenchResult(name, "x", median, ratios[0], $">= {Least}", median >= Least,
            FormattableString.Invariant($"{speeds[speeds.Count / 2]:0} moves and {yardstick[yardstick.Count / 2]:0} transactions of pgbench a second, {Clients} clients each."));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
