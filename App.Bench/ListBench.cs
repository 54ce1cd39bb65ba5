using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Bench;

/// <summary>A list of 50 with three conditions made of the declaration of its kind, against the same list written by hand; both through the door.</summary>
internal static class ListBench
{
    private const int Lists = 200;
    private const double Least = 0.9;

    public static async Task<BenchResult> Run(BenchHost bench)
    {
        var person = (await bench.Globex()).Admin;
        var kit = new ListRecords<Account>(Filter: "employees >= 50 and country = \"Germany\" and annual_revenue >= EUR 1000000", Columns: ["industry", "country", "employees", "annual_revenue"]);
        var ratios = await Pairs.Ratios(() => PerSecond(bench, person, kit), () => PerSecond(bench, person, new HandWrittenList()));
        var median = ratios[Pairs.Count / 2];
        return new BenchResult("list of 50 with three conditions, of the kit / written by hand", "x", median, ratios[0], $">= {Least}", median >= Least, "Both through the door.");
    }

    private static async Task<double> PerSecond<T>(BenchHost bench, Caller person, IRequest<T> list)
    {
        await Send(bench, person, list, 20);
        return Lists / await Pairs.Seconds(() => Send(bench, person, list, Lists));
    }

    private static async Task Send<T>(BenchHost bench, Caller person, IRequest<T> list, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await bench.Door.Send(person, list);
        }
    }
}

/// <summary>The same list as somebody would write it who knows what is asked for.</summary>
[Needs("account.read")]
internal sealed record HandWrittenList : IQuery<IReadOnlyList<HandWrittenRow>>;

internal sealed record HandWrittenRow(
    long Id, long Version, string Name, DateTimeOffset ChangedAt, string? Industry, string? Country, int? Employees, decimal? Revenue, string? Currency, long? OwnerId, string? Owner);

internal sealed class HandWrittenListHandler(CrmDb db) : IRequestHandler<HandWrittenList, IReadOnlyList<HandWrittenRow>>
{
    public async Task<IReadOnlyList<HandWrittenRow>> Handle(HandWrittenList request, CancellationToken cancellationToken)
    {
        var (least, revenue, country, currency) = (50, 1_000_000m, NameFold.Of("Germany"), "EUR");
        return await db.Accounts.AsNoTracking()
            .Where(account => account.Employees >= least && EF.Property<string>(account, "CountryFolded") == country && account.RevenueCurrency == currency && account.AnnualRevenue >= revenue)
            .OrderBy(account => account.NameKey).ThenBy(account => account.Id)
            .Take(51)
            .Select(account => new HandWrittenRow(
                account.Id, account.Version, account.Name, account.ChangedAt, account.Industry, account.Country, account.Employees, account.AnnualRevenue, account.RevenueCurrency,
                account.OwnerId, db.Users.Where(user => user.Id == account.OwnerId).Select(user => user.Name).FirstOrDefault()))
            .ToListAsync(cancellationToken);
    }
}
