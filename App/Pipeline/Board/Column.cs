using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The cards of a column as far as their order goes.</summary>
internal static class Column
{
    /// <summary>Puts a card there in the column of its stage; without a slot it stays where it is.</summary>
    public static async Task Put(CrmDb db, Deal deal, Slot? slot, CancellationToken ct)
    {
        if (slot is not null)
        {
            deal.PlaceAt((await RanksAt(db, deal.StageId, slot, [deal.Id], ct))[0]);
        }
    }

    /// <summary>Ranks for cards that are put there, the first on top. Cards below make room when there is none.</summary>
    /// <param name="moving">The cards themselves, which are no neighbours.</param>
    public static async Task<IReadOnlyList<long>> RanksAt(CrmDb db, long stageId, Slot slot, IReadOnlyList<long> moving, CancellationToken ct)
    {
        var cards = db.Deals.AsNoTracking().Where(deal => deal.StageId == stageId && !moving.Contains(deal.Id));
        var above = await Find(cards, slot.AfterId, ct);
        var below = above is null ? await Find(cards, slot.BeforeId, ct) : await Top(Below(cards, above), ct);
        if (above is null)
        {
            above = below is null ? null : await Lowest(Above(cards, below), ct);
            below ??= await Top(cards, ct);
        }

        return ManualOrder.Between(above?.Rank, below?.Rank, moving.Count) ?? await Spread(db, stageId, (above!, below!), moving, ct);
    }

    private static Task<Place?> Find(IQueryable<Deal> cards, long? id, CancellationToken ct) => id is null
        ? Task.FromResult<Place?>(null)
        : cards.Where(deal => deal.Id == id).Select(deal => new Place(deal.Rank, deal.Id)).SingleOrDefaultAsync(ct);

    private static Task<Place?> Top(IQueryable<Deal> cards, CancellationToken ct) => cards
        .OrderByDescending(deal => deal.Rank).ThenByDescending(deal => deal.Id)
        .Select(deal => new Place(deal.Rank, deal.Id)).FirstOrDefaultAsync(ct);

    private static Task<Place?> Lowest(IQueryable<Deal> cards, CancellationToken ct) => cards
        .OrderBy(deal => deal.Rank).ThenBy(deal => deal.Id)
        .Select(deal => new Place(deal.Rank, deal.Id)).FirstOrDefaultAsync(ct);

    private static IQueryable<Deal> Below(IQueryable<Deal> cards, Place place) =>
        cards.Where(deal => deal.Rank < place.Rank || (deal.Rank == place.Rank && deal.Id < place.Id));

    private static IQueryable<Deal> Above(IQueryable<Deal> cards, Place place) =>
        cards.Where(deal => deal.Rank > place.Rank || (deal.Rank == place.Rank && deal.Id > place.Id));

    // One statement moves all that lies below, also what this person does not see: a column has one order for everybody. It keeps the order, so
    // nothing is wrong should what asked for the room not be saved after all.
    private static async Task<IReadOnlyList<long>> Spread(CrmDb db, long stageId, (Place Above, Place Below) gap, IReadOnlyList<long> moving, CancellationToken ct)
    {
        var (above, below) = gap;
        var distance = ManualOrder.Spread(above.Rank, below.Rank, moving.Count);
        var column = db.Deals.IgnoreQueryFilters([Filters.Visible, Filters.Deleted]).Where(deal => deal.StageId == stageId && !moving.Contains(deal.Id));
        await Below(column, above).ExecuteUpdateAsync(set => set.SetProperty(deal => deal.Rank, deal => deal.Rank - distance), ct);
        (await db.Stages.SingleAsync(stage => stage.Id == stageId, ct)).NoteSpread();
        return ManualOrder.Between(above.Rank, below.Rank - distance, moving.Count)!;
    }

    private sealed record Place(long Rank, long Id);
}
