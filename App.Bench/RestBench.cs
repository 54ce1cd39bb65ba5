using System.Text;
using System.Text.Json;
using CrmLive.Hub;
using CrmLive.Pipeline;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Bench;

/// <summary>A list over the whole HTTP stack with an API key against a bare endpoint that runs the same SQL and writes the same JSON.</summary>
internal static class RestBench
{
    private const int Clients = 8;
    private const int Reads = 200;
    private const double Least = 0.60;
    private const string Path = RestCall.Base + "/opportunities?limit=50";

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        await ManyDeals.Fill(bench);
        var site = await bench.Serve();
        var ask = LoadClient.Request("GET", Path, await Key(bench));
        await bench.Door.Send(bench.Mia, new ListDeals());
        await using var bare = await BareSite.Start(bench.Address, bench.Queries.Latest!);
        var bareAsk = LoadClient.Request("GET", BareSite.Path);
        var same = await Data(site, ask) == await Data(bare.Address, bareAsk);
        await Pairs.Warm(() => PerSecond(site, ask), () => PerSecond(bare.Address, bareAsk));
        var speeds = new List<double>();
        var ratios = await Pairs.Ratios(
            async () =>
            {
                speeds.Add(await PerSecond(site, ask));
                return speeds[^1];
            },
            () => PerSecond(bare.Address, bareAsk));
        speeds.Sort();
        var median = ratios[Pairs.Count / 2];
        return new BenchResult("GET opportunities?limit=50 against bare Npgsql", "x", median, ratios[0], $">= {Least}", same && median >= Least,
            FormattableString.Invariant($"{speeds[speeds.Count / 2]:0} a second, {Clients} clients, {(same ? "same" : "DIFFERENT")} data in both answers."));
    }

    public static async Task<string> Key(BenchHost bench)
    {
        await using var db = bench.Look();
        var email = await db.Users.Where(user => user.Id == bench.Mia.UserId).Select(user => user.Email).SingleAsync();
        var scopes = new[] { "opportunity.read", "opportunity.update", "account.read" };
        return (await bench.Door.Send(Caller.Software(bench.Mia.TenantId, "bench"), new CreateApiKey(email, scopes))).Secret;
    }

    private static async Task<double> PerSecond(Uri site, byte[] ask)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => LoadClient.Connect(site)));
        try
        {
            await Task.WhenAll(clients.Select(client => Read(client, ask, Reads / 5)));
            return Clients * Reads / await Pairs.Seconds(() => Task.WhenAll(clients.Select(client => Read(client, ask, Reads))));
        }
        finally
        {
            foreach (var client in clients)
            {
                client.Dispose();
            }
        }
    }

    private static async Task Read(LoadClient client, byte[] ask, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await client.Ask(ask);
        }
    }

    private static async Task<string> Data(Uri site, byte[] ask)
    {
        using var http = new HttpClient { BaseAddress = site };
        var lines = Encoding.UTF8.GetString(ask).Split("\r\n");
        using var request = new HttpRequestMessage(HttpMethod.Get, lines[0].Split(' ')[1]);
        foreach (var line in lines.Where(line => line.StartsWith("Authorization", StringComparison.Ordinal)))
        {
            request.Headers.TryAddWithoutValidation("Authorization", line[15..]);
        }

        using var answer = await http.SendAsync(request);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("data").GetRawText();
    }
}
