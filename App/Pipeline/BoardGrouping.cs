using CrmLive.Access;

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
    /// <summary>Names the group in all columns, so that it is folded in all of them at once.</summary>
    public string Key => Of?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
}
