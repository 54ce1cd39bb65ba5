using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Bench;

/// <summary>A page of accounts with the tenant's policy in force against the same without; the tenant is set in both.</summary>
internal static class RowSecurityBench
{
    private const int Lists = 200;
    private const int Accounts = 3000;
    private const double Least = 0.85;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        await Fill(bench);
        var ratios = await Pairs.Ratios(() => PerSecond(bench, "enable"), () => PerSecond(bench, "disable"));
        await bench.Execute("alter table accounts enable row level security");
        var median = ratios[Pairs.Count / 2];
        return new BenchResult("row security on / off, list of 50", "x", median, ratios[0], $">= {Least}", median >= Least, $"{Accounts} accounts, through the door.");
    }

    private static async Task<double> PerSecond(BenchHost bench, string policy)
    {
        await bench.Execute($"alter table accounts {policy} row level security");
        await List(bench, 20);
        return Lists / await Pairs.Seconds(() => List(bench, Lists));
    }

    private static async Task List(BenchHost bench, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await bench.Door.Send(bench.Mia, new ListRecords<Account>());
        }
    }

    private static async Task Fill(BenchHost bench)
    {
        var ids = bench.Services.GetRequiredService<IdGenerator>();
        for (var some = 0; some < Accounts; some += 500)
        {
            await using var db = bench.Look();
            for (var i = 0; i < 500; i++)
            {
                db.Accounts.Add(new Account(await ids.Next(CancellationToken.None), new AccountFields($"Account {some + i:0000}"), null, null));
            }

            await db.SaveChangesAsync();
        }

        await bench.Execute("analyze accounts");
    }
}
