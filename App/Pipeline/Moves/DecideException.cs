using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Approves a request for an exception, which moves the deal, or declines it. Returns the deal's version.</summary>
/// <param name="Note">What the asker is told with the answer.</param>
/// <param name="DealId">The deal that it has to be about; null for whichever it is.</param>
/// <param name="Version">Of the deal, as the person saw it.</param>
[Needs("pipeline.approve")]
public sealed record DecideException(long ApprovalId, bool Approves, string? Note = null, long? DealId = null, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Rules : AbstractValidator<DecideException>
{
    public Rules() => RuleFor(decision => decision.Note).MaximumLength(Text.NoteLength);
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<DecideException, long>
{
    public async Task<long> Handle(DecideException request, CancellationToken cancellationToken)
    {
        var (approval, deal) = await Approvals.Of(db, request.ApprovalId, request.DealId, request.Version, cancellationToken);
        var by = new Decider(
            db.UserId ?? throw new AccessDenied("Only a person decides about an exception."),
            db.Work.Actor.Roles.Any(role => role.Key == Role.AdminKey),
            db.Work.Zone);
        if (request.Approves)
        {
            var pipeline = await Playbook.Of(db, deal.PipelineId, cancellationToken);
            db.StageChanges.Add(approval.Approve(pipeline, deal, by, request.Note, await ids.Next(cancellationToken), clock.GetUtcNow()));
        }
        else
        {
            approval.Decline(deal, by, request.Note, clock.GetUtcNow());
        }

        await db.SaveOpened(cancellationToken);
        return deal.Version;
    }
}

/// <summary>A request for an exception with its deal; who does not see the deal sees neither.</summary>
internal static class Approvals
{
    public static async Task<(MoveApproval Approval, Deal Deal)> Of(CrmDb db, long approvalId, long? dealId, long? version, CancellationToken ct)
    {
        var named = dealId is { } id ? await db.Require<Deal>(id, version, ct) : null;
        var approval = await db.Require<MoveApproval>(approvalId, ct);
        return named is null ? (approval, await db.Require<Deal>(approval.DealId, version, ct))
            : approval.DealId == named.Id ? (approval, named)
            : throw new NotFound(RecordKind.MoveApproval, approvalId);
    }
}
