using System.Globalization;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Deals page by page, open and closed ones of all pipelines.</summary>
/// <param name="Text">Found in the name of the deal, its account or its owner.</param>
/// <param name="After">Where the page before ended.</param>
[Needs("opportunity.read")]
public sealed record ListDeals(
    string? Text = null,
    long? PipelineId = null,
    long? StageId = null,
    long? OwnerId = null,
    long? AccountId = null,
    StageKind? Outcome = null,
    DealOrder Order = DealOrder.Newest,
    string? After = null,
    int Take = Cursor.Rows) : IQuery<Page<DealRow>>;

public enum DealOrder
{
    Newest = 0,
    Name = 1,

    /// <summary>Largest first; not for a person from whom amounts are hidden.</summary>
    Amount = 2,
}

public sealed record DealRow(
    long Id,
    string Name,
    [property: Field("opportunity.amount")] decimal? Amount,
    string Currency,
    long PipelineId,
    long StageId,
    string Stage,
    StageKind Outcome,
    DateTimeOffset StageSince,
    long? AccountId,
    string? Account,
    long? OwnerId,
    string? Owner,
    DateOnly? ExpectedClose,
    DateTimeOffset CreatedAt,
    long Version)
{
    public RecordId Key => new(RecordKind.Deal, Id);
}

file sealed class Rules : AbstractValidator<ListDeals>
{
    public Rules()
    {
        RuleFor(list => list.Text).MaximumLength(Text.NameLength);
        RuleFor(list => list.Take).InclusiveBetween(1, Cursor.MostRows).WithMessage($"A page has 1 to {Cursor.MostRows} rows.");
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListDeals, Page<DealRow>>
{
    public async Task<Page<DealRow>> Handle(ListDeals request, CancellationToken cancellationToken)
    {
        if (request.Order == DealOrder.Amount && db.Work.Actor.HiddenFields.Contains("opportunity.amount"))
        {
            throw new AccessDenied("Your role does not see amounts, so it cannot sort by them either.");
        }

        var rows = await Rows(Ordered(Filtered(request), request.Order, Cursor.Parse(request.After)).Take(request.Take + 1)).ToListAsync(cancellationToken);
        var page = rows.Take(request.Take).ToList();
        return new Page<DealRow>(page, rows.Count > request.Take ? End(page[^1], request.Order).ToString() : null);
    }

    private IQueryable<Deal> Filtered(ListDeals request)
    {
        var deals = db.Deals.AsNoTracking()
            .Where(deal => request.PipelineId == null || deal.PipelineId == request.PipelineId)
            .Where(deal => request.StageId == null || deal.StageId == request.StageId)
            .Where(deal => request.OwnerId == null || deal.OwnerId == request.OwnerId)
            .Where(deal => request.AccountId == null || deal.AccountId == request.AccountId)
            .Where(deal => request.Outcome == null || deal.Outcome == request.Outcome);
        return string.IsNullOrWhiteSpace(request.Text) ? deals : deals.Mentioning(db, request.Text);
    }

    private static IQueryable<Deal> Ordered(IQueryable<Deal> deals, DealOrder order, Cursor? after)
    {
        switch (order)
        {
            case DealOrder.Name:
                return deals.Where(deal => after == null || string.Compare(deal.Name, after.Value) > 0 || (deal.Name == after.Value && deal.Id > after.Id))
                    .OrderBy(deal => deal.Name).ThenBy(deal => deal.Id);
            case DealOrder.Amount:
                var amount = after is null ? 0m : Number(after);
                return deals.Where(deal => after == null || deal.Amount < amount || (deal.Amount == amount && deal.Id < after.Id))
                    .OrderByDescending(deal => deal.Amount).ThenByDescending(deal => deal.Id);
            default:
                var created = after is null ? default : Instant(after);
                return deals.Where(deal => after == null || deal.CreatedAt < created || (deal.CreatedAt == created && deal.Id < after.Id))
                    .OrderByDescending(deal => deal.CreatedAt).ThenByDescending(deal => deal.Id);
        }
    }

    private static Cursor End(DealRow last, DealOrder order) => new(order switch
    {
        DealOrder.Name => last.Name,
        DealOrder.Amount => last.Amount!.Value.ToString(CultureInfo.InvariantCulture),
        _ => last.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
    }, last.Id);

    private static decimal Number(Cursor after) =>
        decimal.TryParse(after.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : throw Cursor.Misplaced();

    private static DateTimeOffset Instant(Cursor after) =>
        DateTimeOffset.TryParse(after.Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at.ToUniversalTime() : throw Cursor.Misplaced();

    private IQueryable<DealRow> Rows(IQueryable<Deal> deals) =>
        from deal in deals
        join stage in db.Stages on deal.StageId equals stage.Id
        join account in db.Accounts on deal.AccountId equals account.Id into accounts
        from account in accounts.DefaultIfEmpty()
        join owner in db.Users on deal.OwnerId equals owner.Id into owners
        from owner in owners.DefaultIfEmpty()
        select new DealRow(
            deal.Id, deal.Name, deal.Amount, deal.Currency, deal.PipelineId, deal.StageId, stage.Name, deal.Outcome, deal.StageSince,
            deal.AccountId, account!.Name, deal.OwnerId, owner!.Name, deal.ExpectedClose, deal.CreatedAt, deal.Version);
}
