using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What a board shows of a pipeline's deals.</summary>
/// <param name="Search">Found in the name of the deal, its account or its owner.</param>
/// <param name="OwnerId">Deals of this person only.</param>
/// <param name="OnlyStale">Open deals that have stood in their stage for longer than <see cref="StagePace.StaleDays"/> days.</param>
public sealed record BoardFilter(string? Search = null, long? OwnerId = null, bool OnlyStale = false)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Search) && OwnerId is null && !OnlyStale;
}

/// <summary>One card of a board.</summary>
public sealed record BoardCard(
    long Id,
    string Name,
    [property: Field("opportunity.amount")] decimal? Amount,
    long StageId,
    StageKind Outcome,
    DateTimeOffset StageSince,
    long? AccountId,
    string? Account,
    long? OwnerId,
    string? Owner,
    [property: Field("opportunity.next_step")] string? NextStep,
    DateOnly? ExpectedClose,
    long Version)
{
    public RecordId Key => new(RecordKind.Deal, Id);
}

/// <summary>The deals of a board: all open ones, and those that were closed this month.</summary>
internal static class BoardDeals
{
    public static IQueryable<Deal> Of(CrmDb db, long pipelineId, BoardFilter filter, DateTimeOffset now)
    {
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var deals = db.Deals.AsNoTracking()
            .Where(deal => deal.PipelineId == pipelineId && (deal.Outcome == StageKind.Open || deal.ClosedAt >= month));
        if (filter.OwnerId is { } owner)
        {
            deals = deals.Where(deal => deal.OwnerId == owner);
        }

        if (filter.OnlyStale)
        {
            var since = now.AddDays(-StagePace.StaleDays);
            deals = deals.Where(deal => deal.Outcome == StageKind.Open && deal.StageSince < since);
        }

        return deals.Mentioning(db, filter.Search);
    }

    /// <summary>Deals with the text in their own name, their account's or their owner's.</summary>
    public static IQueryable<Deal> Mentioning(this IQueryable<Deal> deals, CrmDb db, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return deals;
        }

        var named = deals.Holding(deal => deal.Name, text).Select(deal => deal.Id);
        var accounts = db.Accounts.Holding(account => account.Name, text).Select(account => (long?)account.Id);
        var owners = db.Users.Holding(user => user.Name, text).Select(user => (long?)user.Id);
        return deals.Where(deal => named.Contains(deal.Id) || accounts.Contains(deal.AccountId) || owners.Contains(deal.OwnerId));
    }

    public static IQueryable<BoardCard> Cards(CrmDb db, IQueryable<Deal> deals) =>
        from deal in deals
        join account in db.Accounts on deal.AccountId equals account.Id into accounts
        from account in accounts.DefaultIfEmpty()
        join owner in db.Users on deal.OwnerId equals owner.Id into owners
        from owner in owners.DefaultIfEmpty()
        select new BoardCard(
            deal.Id, deal.Name, deal.Amount, deal.StageId, deal.Outcome, deal.StageSince, deal.AccountId, account!.Name,
            deal.OwnerId, owner!.Name, deal.NextStep, deal.ExpectedClose, deal.Version);

    public static async Task<IReadOnlyList<StageTotals>> Totals(CrmDb db, IQueryable<Deal> deals, CancellationToken ct) =>
        [.. (await PipelineTotals.PerStage(deals).ToListAsync(ct)).Select(stage => stage.Without(db.Work.Actor.HiddenFields))];
}
