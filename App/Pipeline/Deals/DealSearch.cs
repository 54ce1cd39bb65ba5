using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>What a word that somebody searches for finds among deals.</summary>
internal static class DealSearch
{
    public static readonly IReadOnlyList<RecordKind> Kinds = [RecordKind.Deal, RecordKind.Account, RecordKind.User];

    /// <summary>Deals with the words in their own name, their account's or their owner's.</summary>
    public static IQueryable<Deal> Mentioning(this IQueryable<Deal> deals, CrmDb db, Search? search) => deals.Found(search, (some, term) =>
    {
        var named = db.Saying(RecordKind.Deal, term);
        var accounts = db.AccountsNamed(term);
        var owners = db.Saying(RecordKind.User, term, onlyName: true).Select(owner => (long?)owner);
        return some.Where(deal => named.Contains(deal.Id) || accounts.Contains(deal.AccountId) || owners.Contains(deal.OwnerId));
    });
}
