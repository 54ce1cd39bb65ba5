using System.Linq.Expressions;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Deals page by page, open and closed ones of all pipelines.</summary>
/// <param name="Search">Words of the name of the deal, its account or its owner.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Ids">Only these, where they fit the rest; null for all.</param>
/// <param name="Filter">What the deals behind a figure have in common.</param>
/// <param name="WithRisk">Judges the deals too, which costs two more commands.</param>
[Needs("opportunity.read")]
public sealed record ListDeals(
    string? Search = null,
    long? PipelineId = null,
    long? StageId = null,
    long? OwnerId = null,
    long? AccountId = null,
    StageKind? Outcome = null,
    DealOrder Order = DealOrder.Created,
    bool Descending = true,
    bool InBin = false,
    string? Cursor = null,
    int Take = 50,
    IReadOnlyList<long>? Ids = null,
    DealFilter? Filter = null,
    bool WithRisk = false) : IQuery<Page<DealRow>>;

public enum DealOrder
{
    Created = 0,
    Name = 1,
    Changed = 2,

    /// <summary>Not for a person from whom amounts are hidden.</summary>
    Amount = 3,
}

public sealed record DealRow(
    long Id,
    long Version,
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
    DateTimeOffset ChangedAt)
{
    /// <summary>Null where nobody asked for it, and for closed deals.</summary>
    public DealRisk? Risk { get; init; }

    public RecordId Key => new(RecordKind.Deal, Id);
}

file sealed class Rules : AbstractValidator<ListDeals>
{
    public Rules()
    {
        RuleFor(list => list.Search).SearchText();
        RuleFor(list => list.Take).PageSize();
        RuleFor(list => list.Order).IsInEnum();
        RuleFor(list => list.Ids).Chosen();
    }
}

file sealed class Handler(CrmDb db, PaceBook paces, TimeProvider clock) : IRequestHandler<ListDeals, Page<DealRow>>
{
    private static readonly ListDeals Plain = new();

    // Before the first page: later than any deal.
    private static readonly Cursor<DateTimeOffset> Top = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), long.MaxValue);

    private static readonly Expression<Func<CrmDb, Deal, DealRow>> Row = (db, deal) => new DealRow(
        deal.Id, deal.Version, deal.Name, deal.Amount, deal.Currency, deal.PipelineId, deal.StageId,
        db.Stages.Where(stage => stage.Id == deal.StageId).Select(stage => stage.Name).First(),
        deal.Outcome, deal.StageSince, deal.AccountId,
        db.Accounts.Where(account => account.Id == deal.AccountId).Select(account => account.Name).FirstOrDefault(),
        deal.OwnerId,
        db.Users.Where(user => user.Id == deal.OwnerId).Select(user => user.Name).FirstOrDefault(),
        deal.ExpectedClose, deal.CreatedAt, deal.ChangedAt);

    // The list as most ask for it, page by page; see Keyset.Seek.
    private static readonly HotPage<DateTimeOffset, Deal, DealRow> Newest = new((db, at, id, most) => db.Deals.AsNoTracking()
        .Where(deal => deal.CreatedAt <= at && (deal.CreatedAt < at || deal.Id < id))
        .OrderByDescending(deal => deal.CreatedAt).ThenByDescending(deal => deal.Id)
        .Take(most), Row);

    public async Task<Page<DealRow>> Handle(ListDeals request, CancellationToken cancellationToken)
    {
        var page = await Page(request, cancellationToken);
        if (!request.WithRisk)
        {
            return page;
        }

        var risks = await DealRisks.Of(db, paces, [.. page.Rows.Select(row => row.Id)], cancellationToken);
        return page with { Rows = [.. page.Rows.Select(row => row with { Risk = risks.GetValueOrDefault(row.Id) })] };
    }

    private async Task<Page<DealRow>> Page(ListDeals request, CancellationToken cancellationToken)
    {
        if (request with { Take = Plain.Take, Cursor = null, WithRisk = false } == Plain)
        {
            var behind = Cursor<DateTimeOffset>.Read(request.Cursor) ?? Top;
            return Page<DealRow>.Of(
                await Newest.Ask(db, behind.Value, behind.Id, request.Take + 1, cancellationToken), request.Take, row => row.CreatedAt, row => row.Id);
        }

        var deals = await db.Deals.AsNoTracking().Listed(db, request, clock.GetUtcNow(), cancellationToken);
        switch (request.Order)
        {
            case DealOrder.Name:
                deals = deals.Seek(deal => deal.NameKey, request.Descending, Cursor<string>.Read(request.Cursor));
                return Page<DealRow>.Of(await Read(deals, request.Take, cancellationToken), request.Take, row => NameFold.Key(row.Name), row => row.Id);
            case DealOrder.Changed:
                deals = deals.Seek(deal => deal.ChangedAt, request.Descending, Cursor<DateTimeOffset>.Read(request.Cursor));
                return Page<DealRow>.Of(await Read(deals, request.Take, cancellationToken), request.Take, row => row.ChangedAt, row => row.Id);
            case DealOrder.Amount when db.Work.Actor.HiddenFields.Contains("opportunity.amount"):
                throw new AccessDenied("Your role does not see amounts, so it cannot sort by them either.");
            case DealOrder.Amount:
                deals = deals.Seek(deal => deal.Amount, request.Descending, Cursor<decimal>.Read(request.Cursor));
                return Page<DealRow>.Of(await Read(deals, request.Take, cancellationToken), request.Take, row => row.Amount!.Value, row => row.Id);
            default:
                deals = deals.Seek(deal => deal.CreatedAt, request.Descending, Cursor<DateTimeOffset>.Read(request.Cursor));
                return Page<DealRow>.Of(await Read(deals, request.Take, cancellationToken), request.Take, row => row.CreatedAt, row => row.Id);
        }
    }

    private Task<List<DealRow>> Read(IQueryable<Deal> deals, int take, CancellationToken ct) =>
        deals.Take(take + 1).Select(db, Row).ToListAsync(ct);
}
