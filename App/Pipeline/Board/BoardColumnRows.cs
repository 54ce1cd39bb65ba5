using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Reads a column of a board from any place on, in the groups and the order that it is shown in.</summary>
internal sealed class BoardColumnRows(CrmDb db, IQueryable<Deal> deals, BoardOrder order, BoardGrouping grouping)
{
    public async Task<IReadOnlyList<ColumnRow>> Read(BoardPlace? after, int most, CancellationToken ct)
    {
        if (grouping == BoardGrouping.None)
        {
            return await Rows(deals.Ordered(db, order, after?.InGroup), most, ct);
        }

        var rest = after is null ? [] : await Rows(Within(after).Ordered(db, order, after.InGroup), most, ct);
        var grouped = GroupedDeal.From(db, deals, grouping);
        var behind = (after is null ? grouped : Behind(grouped, after)).Ordered(db, order).Select(row => row.Deal);
        return rest.Count == most ? rest : [.. rest, .. await Rows(behind, most - rest.Count, ct)];
    }

    private static IQueryable<GroupedDeal> Behind(IQueryable<GroupedDeal> rows, BoardPlace place)
    {
        var (name, of) = (place.Group, place.Of ?? GroupedDeal.None);
        return name is null
            ? rows.Where(row => row.NameKey == null && row.Of > of)
            : rows.Behind(row => row.NameKey, name, row => row.NameKey == null || (row.NameKey == name && row.Of > of));
    }

    private IQueryable<Deal> Within(BoardPlace place) =>
        grouping == BoardGrouping.Owner ? deals.Where(deal => deal.OwnerId == place.Of) : deals.Where(deal => deal.AccountId == place.Of);

    // Names are looked up row by row, not joined, so that the order of the rows holds.
    private Task<List<ColumnRow>> Rows(IQueryable<Deal> ordered, int most, CancellationToken ct) => ordered
        .Take(most)
        .Select(deal => new ColumnRow(
            new BoardCard(
                deal.Id, deal.Name, deal.Amount, deal.StageId, deal.Outcome, deal.StageSince, deal.AccountId,
                db.Accounts.Where(account => account.Id == deal.AccountId).Select(account => account.Name).FirstOrDefault(),
                deal.OwnerId,
                db.Users.Where(user => user.Id == deal.OwnerId).Select(user => user.Name).FirstOrDefault(),
                deal.NextStep, deal.ExpectedClose, deal.Version, deal.Rank),
            deal.Probability))
        .ToListAsync(ct);
}

internal sealed record ColumnRow(BoardCard Card, decimal Probability);
