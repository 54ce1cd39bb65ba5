using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The way of one deal through its stages, the latest transition first.</summary>
/// <param name="Cursor">From the page before.</param>
[Needs("opportunity.read")]
public sealed record ListStageChanges(long DealId, string? Cursor = null, int Take = 50) : IQuery<Page<StageChangeRow>>;

/// <param name="From">Null for the stage that the deal was opened in.</param>
/// <param name="Actor">Null when software moved it.</param>
/// <param name="ApprovedBy">Who made an exception from a rule for it.</param>
/// <param name="InStage">How long it had stood in <paramref name="From"/>.</param>
/// <param name="Reason">Why; where a deal is lost this is the reason for it.</param>
public sealed record StageChangeRow(
    long Id,
    string? From,
    string To,
    StageKind Outcome,
    string? Actor,
    string? ApprovedBy,
    DateTimeOffset At,
    TimeSpan? InStage,
    [property: Field("opportunity.lost_reason")] string? Reason,
    [property: Field("opportunity.amount")] decimal? Amount);

file sealed class Rules : AbstractValidator<ListStageChanges>
{
    public Rules() => RuleFor(changes => changes.Take).PageSize();
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListStageChanges, Page<StageChangeRow>>
{
    public async Task<Page<StageChangeRow>> Handle(ListStageChanges request, CancellationToken cancellationToken)
    {
        // Transitions have no owner of their own: who sees the deal sees them.
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        // Stages that were removed since are named too.
        var rows = await db.StageChanges.AsNoTracking()
            .IgnoreQueryFilters([Filters.Deleted])
            .Where(change => change.DealId == deal.Id)
            .Seek(change => change.At, descending: true, Cursor<DateTimeOffset>.Read(request.Cursor))
            .Take(request.Take + 1)
            .Select(change => new
            {
                Change = change,
                From = db.Stages.Where(stage => stage.Id == change.FromStageId).Select(stage => stage.Name).FirstOrDefault(),
                To = db.Stages.Where(stage => stage.Id == change.ToStageId).Select(stage => stage.Name).First(),
                Actor = db.Users.Where(user => user.Id == change.ActorId).Select(user => user.Name).FirstOrDefault(),
                ApprovedBy = db.Users.Where(user => user.Id == change.ApprovedById).Select(user => user.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return Page<StageChangeRow>.Of(
            [.. rows.Select(row => Row(row.Change, row.From, row.To, row.Actor, row.ApprovedBy))], request.Take, row => row.At, row => row.Id);
    }

    private static StageChangeRow Row(StageChange change, string? from, string to, string? actor, string? approvedBy) => new(
        change.Id, from, to, change.ToOutcome, actor, approvedBy, change.At,
        change.SecondsInStage is { } seconds ? TimeSpan.FromSeconds(seconds) : null, change.Reason, change.Amount);
}
