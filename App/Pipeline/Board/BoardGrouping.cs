using CrmLive.Access;
using CrmLive.Data;

namespace CrmLive.Pipeline;

/// <summary>By what the cards of a column are put together.</summary>
public enum BoardGrouping
{
    None = 0,
    Owner = 1,
    Account = 2,
}

/// <summary>What the deals of one person or account add up to in one stage.</summary>
/// <param name="Of">The person or account; null for deals that have none.</param>
public sealed record GroupTotals(long StageId, long? Of, string? Name, int Count, [property: Field("opportunity.amount")] decimal? Total)
{
    /// <summary>Said of deals that are in no group.</summary>
    public const string Nobody = "Nobody";

    /// <summary>Names the group in all columns, so that it is folded in all of them at once.</summary>
    public string Key => KeyOf(Of);

    public static string KeyOf(long? of) => of?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
}

internal static class BoardGroupings
{
    /// <summary>The person or account in whose group a card lies.</summary>
    public static long? GroupOf(this BoardGrouping grouping, BoardCard card) => grouping switch
    {
        BoardGrouping.Owner => card.OwnerId,
        BoardGrouping.Account => card.AccountId,
        _ => null,
    };
}

/// <summary>A deal with the group that it lies in.</summary>
internal sealed class GroupedDeal
{
    /// <summary>Deals that are in no group lie behind all groups.</summary>
    public const long None = long.MaxValue;

    public required Deal Deal { get; init; }

    public string? NameKey { get; init; }

    public long Of { get; init; }

    public static IQueryable<GroupedDeal> From(CrmDb db, IQueryable<Deal> deals, BoardGrouping by) => by == BoardGrouping.Owner
        ? deals.Select(deal => new GroupedDeal { Deal = deal, NameKey = db.Users.Where(user => user.Id == deal.OwnerId).Select(user => user.NameKey).FirstOrDefault(), Of = deal.OwnerId ?? None })
        : deals.Select(deal => new GroupedDeal { Deal = deal, NameKey = db.Accounts.Where(account => account.Id == deal.AccountId).Select(account => account.NameKey).FirstOrDefault(), Of = deal.AccountId ?? None });
}
