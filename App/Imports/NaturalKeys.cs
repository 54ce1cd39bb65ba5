using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>Finds records that are there by their name or e-mail address, by the collation of the product. A name that two records have stands for neither.</summary>
internal sealed class NaturalKeys(CrmDb db)
{
    /// <summary>The numbers of all records that have one of the names, by the folded name.</summary>
    public async Task<ILookup<string, long>> Numbers(string kind, string by, IReadOnlyList<string> values, CancellationToken ct)
    {
        var wanted = values.Select(NameFold.Of).ToHashSet();
        var found = new List<(string Key, long Id)>();
        await foreach (var one in Query(kind, by).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (wanted.TryGetValue(NameFold.Of(one.Key), out var key))
            {
                found.Add((key, one.Id));
            }
        }

        return found.ToLookup(one => one.Key, one => one.Id);
    }

    private IQueryable<Found> Query(string kind, string by) => (kind, by) switch
    {
        ("user", "email") => db.Users.Select(row => new Found(row.Email, row.Id)),
        ("contact", "email") => db.Contacts.Where(row => row.Email != null).Select(row => new Found(row.Email!, row.Id)),
        ("user", "name") => db.Users.Select(row => new Found(row.Name, row.Id)),
        ("team", "name") => db.Teams.Select(row => new Found(row.Name, row.Id)),
        ("account", "name") => db.Accounts.Select(row => new Found(row.Name, row.Id)),
        ("product", "name") => db.Products.Select(row => new Found(row.Name, row.Id)),
        _ => throw new RuleBroken("map.reference", $"Records of the kind {kind} cannot be found by {by}."),
    };

    private sealed record Found(string Key, long Id);
}
