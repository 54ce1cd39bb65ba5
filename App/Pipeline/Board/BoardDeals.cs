using CrmLive.Access;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What a board shows of a pipeline's deals.</summary>
/// <param name="Search">Found in the name of the deal, its account or its owner.</param>
/// <param name="OwnerId">Deals of this person only.</param>
/// <param name="OnlyStale">Open deals that have stood in their stage for longer than <see cref="StagePace.StaleDays"/> days.</param>
/// <param name="CloseFrom">Expected to close on this day or later.</param>
public sealed record BoardFilter(
    string? Search = null,
    long? OwnerId = null,
    bool OnlyStale = false,
    long? TeamId = null,
    long? AccountId = null,
    DateOnly? CloseFrom = null,
    DateOnly? CloseTo = null,
    [property: Field("opportunity.amount")] decimal? AmountFrom = null,
    [property: Field("opportunity.amount")] decimal? AmountTo = null)
{
    public static readonly BoardFilter None = new();

    public bool IsEmpty => this with { Search = string.IsNullOrWhiteSpace(Search) ? null : Search } == None;
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
    long Version,
    long Rank = 0)
{
    /// <summary>None for closed deals.</summary>
    public DealRisk Risk { get; init; } = DealRisk.None;

    /// <summary>Whole days in its stage when it was read.</summary>
    public int Days { get; init; }

    public long? TeamId { get; init; }

    public RecordId Key => new(RecordKind.Deal, Id);
}

/// <summary>The deals of a board: all open ones, and those that were closed this month.</summary>
internal static class BoardDeals
{
    private const int MostGroups = 2_000;

    public static IQueryable<Deal> Of(CrmDb db, long pipelineId, BoardFilter filter, DateTimeOffset now)
    {
        var today = db.Work.DayOf(now);
        var month = Days.Start(new DateOnly(today.Year, today.Month, 1), db.Work.Zone);
        var deals = db.Deals.AsNoTracking()
            .Where(deal => deal.PipelineId == pipelineId && (deal.Outcome == StageKind.Open || deal.ClosedAt >= month));
        return Fitting(deals, filter, now).Mentioning(db, Shell.Search.Of(filter.Search));
    }

    private static IQueryable<Deal> Fitting(IQueryable<Deal> deals, BoardFilter filter, DateTimeOffset now)
    {
        var since = now.AddDays(-StagePace.StaleDays);
        deals = filter.OwnerId is { } owner ? deals.Where(deal => deal.OwnerId == owner) : deals;
        deals = filter.TeamId is { } team ? deals.Where(deal => deal.TeamId == team) : deals;
        deals = filter.AccountId is { } account ? deals.Where(deal => deal.AccountId == account) : deals;
        deals = filter.OnlyStale ? deals.Where(deal => deal.Outcome == StageKind.Open && deal.StageSince < since) : deals;
        deals = filter.CloseFrom is { } from ? deals.Where(deal => deal.ExpectedClose >= from) : deals;
        deals = filter.CloseTo is { } to ? deals.Where(deal => deal.ExpectedClose <= to) : deals;
        deals = filter.AmountFrom is { } least ? deals.Where(deal => deal.Amount >= least) : deals;
        return filter.AmountTo is { } most ? deals.Where(deal => deal.Amount <= most) : deals;
    }

    public static IQueryable<BoardCard> Cards(CrmDb db, IQueryable<Deal> deals) =>
        from deal in deals
        join account in db.Accounts on deal.AccountId equals account.Id into accounts
        from account in accounts.DefaultIfEmpty()
        join owner in db.Users on deal.OwnerId equals owner.Id into owners
        from owner in owners.DefaultIfEmpty()
        select new BoardCard(
            deal.Id, deal.Name, deal.Amount, deal.StageId, deal.Outcome, deal.StageSince, deal.AccountId, account!.Name,
            deal.OwnerId, owner!.Name, deal.NextStep, deal.ExpectedClose, deal.Version, deal.Rank)
        {
            TeamId = deal.TeamId,
        };

    /// <summary>The cards with their risks, which are judged here because they need what a card does not show.</summary>
    public static async Task<List<BoardCard>> Judged(this Task<List<BoardCard>> read, CrmDb db, PaceBook paces, CancellationToken ct)
    {
        var cards = await read;
        var risks = await DealRisks.Of(db, paces, [.. cards.Where(card => card.Outcome == StageKind.Open).Select(card => card.Id)], ct);
        return [.. cards.Select(card => card with { Risk = risks.GetValueOrDefault(card.Id, DealRisk.None), Days = Math.Max(0, (int)(paces.Now - card.StageSince).TotalDays) })];
    }

    public static async Task<IReadOnlyList<StageTotals>> Totals(CrmDb db, IQueryable<Deal> deals, CancellationToken ct) =>
        [.. (await PipelineTotals.PerStage(deals).ToListAsync(ct)).Select(stage => stage.Without(db.Work.Actor.HiddenFields))];

    /// <summary>What the deals of each person or account add up to in each stage, by name.</summary>
    public static async Task<IReadOnlyList<GroupTotals>> Groups(CrmDb db, IQueryable<Deal> deals, BoardGrouping by, CancellationToken ct) => by switch
    {
        BoardGrouping.Owner => await (
            from sum in deals.GroupBy(deal => new { deal.StageId, Of = deal.OwnerId })
                .Select(part => new { part.Key.StageId, part.Key.Of, Count = part.Count(), Total = part.Sum(deal => deal.Amount) })
            join user in db.Users on sum.Of equals user.Id into known
            from user in known.DefaultIfEmpty()
            orderby user.NameKey == null, user.NameKey, sum.Of ?? GroupedDeal.None
            select new GroupTotals(sum.StageId, sum.Of, user.Name, sum.Count, sum.Total)).Take(MostGroups).ToListAsync(ct),
        BoardGrouping.Account => await (
            from sum in deals.GroupBy(deal => new { deal.StageId, Of = deal.AccountId })
                .Select(part => new { part.Key.StageId, part.Key.Of, Count = part.Count(), Total = part.Sum(deal => deal.Amount) })
            join account in db.Accounts on sum.Of equals account.Id into known
            from account in known.DefaultIfEmpty()
            orderby account.NameKey == null, account.NameKey, sum.Of ?? GroupedDeal.None
            select new GroupTotals(sum.StageId, sum.Of, account.Name, sum.Count, sum.Total)).Take(MostGroups).ToListAsync(ct),
        _ => [],
    };
}
