using System.Globalization;
using CrmLive.Customers;

namespace CrmLive.Operations.Demo;

/// <summary>Who has asked Globex for something and is no customer yet.</summary>
internal static class GlobexLeads
{
    private static readonly double[] Statuses = [0.3, 0.35, 0.15, 0.05, 0.15];

    public static IReadOnlyList<SceneLead> Of(Dice dice, int count) => [.. Enumerable.Range(0, count).Select(number => Lead(dice, number))];

    private static SceneLead Lead(Dice dice, int number)
    {
        var seller = dice.Pick(GlobexStaff.Sellers);
        var (first, last) = (dice.Pick(GlobexWords.Firsts), dice.Pick(GlobexWords.Lasts));
        var (tail, industry) = dice.Pick(GlobexWords.Tails);
        var company = $"{dice.Pick(GlobexWords.Heads)} {tail}";
        var fields = new LeadFields(
            $"{first} {last}",
            company,
            dice.Pick(GlobexWords.Titles),
            string.Create(CultureInfo.InvariantCulture, $"{first}.{last}.{number}@{company.Replace(' ', '-')}.example").ToLowerInvariant(),
            string.Create(CultureInfo.InvariantCulture, $"+49 40 555 {number:0000}"),
            Industry: industry,
            Country: dice.Pick(GlobexStaff.Teams.Single(team => team.Name == seller.Team).Countries),
            Employees: (int)Math.Clamp(dice.LogNormal(120, 1.2), 3, 20_000),
            Status: LeadType.Statuses[dice.Weighted(Statuses)].Key,
            Source: dice.Pick(LeadType.Sources).Key,
            ExpectedValue: Math.Round((decimal)dice.LogNormal(14_000, 0.8) / 500) * 500,
            Currency: "EUR");
        return new SceneLead(fields, seller.Name);
    }
}
