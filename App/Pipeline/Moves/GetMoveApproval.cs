using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>A request for an exception: by its own number, or the one that is pending for a deal. Null when there is none.</summary>
[Needs("opportunity.read")]
public sealed record GetMoveApproval(long? ApprovalId = null, long? DealId = null) : IQuery<ApprovalDetails?>;

/// <param name="Breaches">What the rules said.</param>
/// <param name="CanDecide">The asker of this question may approve and decline.</param>
/// <param name="CanWithdraw">It is their own request.</param>
public sealed record ApprovalDetails(
    long Id,
    long DealId,
    string Deal,
    string From,
    string To,
    string Breaches,
    string Reason,
    string AskedBy,
    DateTimeOffset AskedAt,
    ApprovalState State,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Note,
    bool CanDecide,
    bool CanWithdraw)
{
    public RecordId DealKey => new(RecordKind.Deal, DealId);
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetMoveApproval, ApprovalDetails?>
{
    public async Task<ApprovalDetails?> Handle(GetMoveApproval request, CancellationToken cancellationToken)
    {
        var wanted = db.MoveApprovals.AsNoTracking().Where(approval => request.ApprovalId != null
            ? approval.Id == request.ApprovalId
            : approval.DealId == request.DealId && approval.State == ApprovalState.Pending);

        // Who sees the deal sees what was asked about it.
        var found = await (
            from approval in wanted
            join deal in db.Deals on approval.DealId equals deal.Id
            orderby approval.Id descending
            select new
            {
                Approval = approval,
                Deal = deal,
                From = db.Stages.Where(stage => stage.Id == approval.FromStageId).Select(stage => stage.Name).FirstOrDefault(),
                To = db.Stages.Where(stage => stage.Id == approval.ToStageId).Select(stage => stage.Name).FirstOrDefault(),
                AskedBy = db.Users.Where(user => user.Id == approval.AskedById).Select(user => user.Name).FirstOrDefault(),
                DecidedBy = db.Users.Where(user => user.Id == approval.DecidedById).Select(user => user.Name).FirstOrDefault(),
            }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var asked = found.Approval;
        var state = asked.StateFor(found.Deal);
        var isOpen = state == ApprovalState.Pending;
        var isMine = asked.AskedById == db.UserId;
        var actor = db.Work.Actor;
        return request.ApprovalId is null && !isOpen ? null : new ApprovalDetails(
            asked.Id, asked.DealId, found.Deal.Name, found.From ?? "", found.To ?? "", asked.BreachesFor(actor.HiddenFields), asked.Reason, found.AskedBy ?? "", asked.AskedAt,
            state, found.DecidedBy, asked.DecidedAt, asked.Note,
            isOpen && actor.May(Playbook.Approve) && (!isMine || actor.Roles.Any(role => role.Key == Role.AdminKey)),
            isOpen && isMine);
    }
}
