using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>Finds records that are there by their name or e-mail address. A name that two records have stands for neither.</summary>
internal sealed class NaturalKeys(CrmDb db)
{
    public async Task<Dictionary<string, long>> Numbers(string kind, string by, IReadOnlyList<string> values, CancellationToken ct)
    {
        var found = await Query(kind, by, values).ToListAsync(ct);
        return found.GroupBy(one => one.Key).Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.Single().Id);
    }

    private IQueryable<Found> Query(string kind, string by, IReadOnlyList<string> values) => (kind, by) switch
    {
        ("user", "email") => db.Users.Where(row => values.Contains(row.Email)).Select(row => new Found(row.Email, row.Id)),
        ("contact", "email") => db.Contacts.Where(row => values.Contains(row.Email!)).Select(row => new Found(row.Email!, row.Id)),
        ("user", "name") => db.Users.Where(row => values.Contains(row.Name)).Select(row => new Found(row.Name, row.Id)),
        ("team", "name") => db.Teams.Where(row => values.Contains(row.Name)).Select(row => new Found(row.Name, row.Id)),
        ("account", "name") => db.Accounts.Where(row => values.Contains(row.Name)).Select(row => new Found(row.Name, row.Id)),
        ("product", "name") => db.Products.Where(row => values.Contains(row.Name)).Select(row => new Found(row.Name, row.Id)),
        _ => throw new RuleBroken("map.reference", $"Records of the kind {kind} cannot be found by {by}."),
    };

    private sealed record Found(string Key, long Id);
}
