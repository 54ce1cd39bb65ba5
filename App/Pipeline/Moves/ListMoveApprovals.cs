using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The exceptions that were asked for to move one deal, the latest first.</summary>
/// <param name="Cursor">From the page before.</param>
[Needs("opportunity.read")]
public sealed record ListMoveApprovals(long DealId, string? Cursor = null, int Take = 50) : IQuery<Page<MoveApprovalRow>>;

/// <param name="Breaches">What the rules said to who asked.</param>
public sealed record MoveApprovalRow(
    long Id,
    string From,
    string To,
    string Breaches,
    string Reason,
    string AskedBy,
    DateTimeOffset AskedAt,
    ApprovalState State,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Note);

file sealed class Rules : AbstractValidator<ListMoveApprovals>
{
    public Rules() => RuleFor(approvals => approvals.Take).PageSize();
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListMoveApprovals, Page<MoveApprovalRow>>
{
    public async Task<Page<MoveApprovalRow>> Handle(ListMoveApprovals request, CancellationToken cancellationToken)
    {
        // Who sees the deal sees what was asked about it.
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        // Stages that were removed since are named too.
        var rows = await db.MoveApprovals.AsNoTracking()
            .IgnoreQueryFilters([Filters.Deleted])
            .Where(approval => approval.DealId == deal.Id)
            .Seek(approval => approval.AskedAt, descending: true, Cursor<DateTimeOffset>.Read(request.Cursor))
            .Take(request.Take + 1)
            .Select(approval => new
            {
                Approval = approval,
                From = db.Stages.Where(stage => stage.Id == approval.FromStageId).Select(stage => stage.Name).FirstOrDefault(),
                To = db.Stages.Where(stage => stage.Id == approval.ToStageId).Select(stage => stage.Name).FirstOrDefault(),
                AskedBy = db.Users.Where(user => user.Id == approval.AskedById).Select(user => user.Name).FirstOrDefault(),
                DecidedBy = db.Users.Where(user => user.Id == approval.DecidedById).Select(user => user.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return Page<MoveApprovalRow>.Of(
            [.. rows.Select(row => Row(row.Approval, deal, row.From, row.To, row.AskedBy, row.DecidedBy))], request.Take, row => row.AskedAt, row => row.Id);
    }

    private MoveApprovalRow Row(MoveApproval asked, Deal deal, string? from, string? to, string? askedBy, string? decidedBy) => new(
        asked.Id, from ?? "", to ?? "", asked.BreachesFor(db.Work.Actor.HiddenFields), asked.Reason, askedBy ?? "", asked.AskedAt, asked.StateFor(deal), decidedBy, asked.DecidedAt, asked.Note);
}
