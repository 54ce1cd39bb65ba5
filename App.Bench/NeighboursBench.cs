namespace CrmLive.Bench;

/// <summary>How long a neighbour's requests take while one person of another tenant takes all that they can get, against when nobody does.</summary>
internal static class NeighboursBench
{
    private const int Asks = 500;
    private const double Most = 1.5;

    public static async Task<BenchResult> Run()
    {
        await using var bench = await BenchHost.Start(CancellationToken.None, isLimited: true);
        var (site, globex) = (await bench.Serve(), await bench.Globex());
        var ask = LoadClient.Request("GET", "/api/v1/opportunities?limit=50", await RestBench.Key(bench));
        var cookie = await CircuitsBench.Cookie(bench, globex);
        (string Name, string Order)[] attacks =
        [
            ("300 boards", $"boards {site}pipeline {cookie} 300"),
            ("1,500 hub connections", $"listeners {site}hubs/live {cookie} 1500"),
            ("16 exports", $"exports {site}deals/export.csv {cookie} 16"),
        ];
        await P95(site, ask, () => false);
        var said = new List<string>();
        var ratios = new List<double>();
        foreach (var (name, order) in attacks)
        {
            await using var crowd = Crowd.Gather();
            var alone = await P95(site, ask, () => false);
            var attack = crowd.Say(order);
            var during = await P95(site, ask, () => !attack.IsCompleted);
            var got = await attack;
            ratios.Add(during / alone);
            said.Add(FormattableString.Invariant($"{name}: {got} got in, p95 {alone:0.0} ms alone and {during:0.0} ms beside them, {ratios[^1]:0.00}x"));
        }

        return new BenchResult("a neighbour's p95 beside one person who takes all they can get", "x", ratios.Order().ElementAt(1), ratios.Max(), $"<= {Most}",
            ratios.Max() <= Most, string.Join("; ", said) + ".");
    }

    // As a person asks: one thing after the other, with a moment in between.
    private static async Task<double> P95(Uri site, byte[] ask, Func<bool> goesOn)
    {
        using var client = await LoadClient.Connect(site);
        var times = new List<double>();
        while (times.Count < Asks || (goesOn() && times.Count < 20 * Asks))
        {
            times.Add(await Pairs.Seconds(() => client.Ask(ask)) * 1000);
            await Task.Delay(2);
        }

        times.Sort();
        return times[(int)(times.Count * 0.95)];
    }
}
