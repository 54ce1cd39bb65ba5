using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>How the cards of a column are ordered.</summary>
public enum BoardOrder
{
    /// <summary>As people have put them; what has just come lies on top.</summary>
    Manual = 0,

    /// <summary>Longest in the stage first.</summary>
    Waiting = 1,

    /// <summary>Largest first. Not for a person from whom amounts are hidden.</summary>
    Amount = 2,

    /// <summary>Next expected close first.</summary>
    Close = 3,

    Name = 4,

    /// <summary>Latest in the stage first.</summary>
    Latest = 5,
}

/// <summary>Orders deals, in the database by key and in memory alike.</summary>
internal static class BoardOrders
{
    // Behind every day that people type.
    private static readonly DateOnly Never = new(9999, 1, 1);

    /// <summary>From just behind the cursor.</summary>
    public static IQueryable<Deal> Ordered(this IQueryable<Deal> deals, CrmDb db, BoardOrder order, string? cursor) => order switch
    {
        BoardOrder.Amount when db.Work.Actor.HiddenFields.Contains("opportunity.amount") => throw Unsorted(),
        BoardOrder.Amount => deals.Seek(deal => deal.Amount, descending: true, Cursor<decimal>.Read(cursor)),
        BoardOrder.Waiting => deals.Seek(deal => deal.StageSince, descending: false, Cursor<DateTimeOffset>.Read(cursor)),
        BoardOrder.Latest => deals.Seek(deal => deal.StageSince, descending: true, Cursor<DateTimeOffset>.Read(cursor)),
        BoardOrder.Close => deals.Seek(deal => deal.ExpectedClose ?? Never, descending: false, Cursor<DateOnly>.Read(cursor)),
        BoardOrder.Name => deals.Seek(deal => deal.NameKey, descending: false, Cursor<string>.Read(cursor)),
        _ => deals.Seek(deal => deal.Rank, descending: true, Cursor<long>.Read(cursor)),
    };

    /// <summary>Group by group, and in this order within each.</summary>
    public static IQueryable<GroupedDeal> Ordered(this IQueryable<GroupedDeal> deals, CrmDb db, BoardOrder order)
    {
        var grouped = deals.OrderBy(row => row.NameKey == null).ThenBy(row => row.NameKey).ThenBy(row => row.Of);
        return order switch
        {
            BoardOrder.Amount when db.Work.Actor.HiddenFields.Contains("opportunity.amount") => throw Unsorted(),
            BoardOrder.Amount => grouped.ThenByDescending(row => row.Deal.Amount).ThenByDescending(row => row.Deal.Id),
            BoardOrder.Waiting => grouped.ThenBy(row => row.Deal.StageSince).ThenBy(row => row.Deal.Id),
            BoardOrder.Latest => grouped.ThenByDescending(row => row.Deal.StageSince).ThenByDescending(row => row.Deal.Id),
            BoardOrder.Close => grouped.ThenBy(row => row.Deal.ExpectedClose ?? Never).ThenBy(row => row.Deal.Id),
            BoardOrder.Name => grouped.ThenBy(row => row.Deal.NameKey).ThenBy(row => row.Deal.Id),
            _ => grouped.ThenByDescending(row => row.Deal.Rank).ThenByDescending(row => row.Deal.Id),
        };
    }

    /// <summary>The place just behind a card.</summary>
    public static string Behind(this BoardOrder order, BoardCard card) => order switch
    {
        BoardOrder.Amount => new Cursor<decimal>(card.Amount ?? 0m, card.Id).ToString(),
        BoardOrder.Waiting or BoardOrder.Latest => new Cursor<DateTimeOffset>(card.StageSince, card.Id).ToString(),
        BoardOrder.Close => new Cursor<DateOnly>(card.ExpectedClose ?? Never, card.Id).ToString(),
        BoardOrder.Name => new Cursor<string>(NameFold.Key(card.Name), card.Id).ToString(),
        _ => new Cursor<long>(card.Rank, card.Id).ToString(),
    };

    public static Comparison<BoardCard> Compare(this BoardOrder order) => order switch
    {
        BoardOrder.Waiting => (a, b) => Up(a.StageSince.CompareTo(b.StageSince), a, b),
        BoardOrder.Latest => (a, b) => Down(b.StageSince.CompareTo(a.StageSince), a, b),
        BoardOrder.Amount => (a, b) => Down(Nullable.Compare(b.Amount, a.Amount), a, b),
        BoardOrder.Close => (a, b) => Up((a.ExpectedClose ?? Never).CompareTo(b.ExpectedClose ?? Never), a, b),
        BoardOrder.Name => (a, b) => Up(NameFold.Compare(NameFold.Key(a.Name), NameFold.Key(b.Name)), a, b),
        _ => (a, b) => Down(b.Rank.CompareTo(a.Rank), a, b),
    };

    private static AccessDenied Unsorted() => new("Your role does not see amounts, so it cannot sort by them either.");

    private static int Up(int order, BoardCard a, BoardCard b) => order != 0 ? order : a.Id.CompareTo(b.Id);

    private static int Down(int order, BoardCard a, BoardCard b) => order != 0 ? order : b.Id.CompareTo(a.Id);
}
