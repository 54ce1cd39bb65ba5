using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Asks a manager to let a deal move although hard rules are against it. Returns the request, and the version of the deal.</summary>
/// <param name="Reason">Why it should move all the same.</param>
/// <param name="Fields">Values that are missing for the move; they are set at once.</param>
[Needs("opportunity.update")]
public sealed record AskForException(long DealId, long StageId, string? Reason, long? Version = null, MoveFields? Fields = null)
    : ICommand<AddedPart>, IRepeatable, IHasReason;

file sealed class Rules : AbstractValidator<AskForException>
{
    public Rules() => RuleFor(ask => ask.Reason).NotEmpty().WithMessage("Say why it should move all the same.").MaximumLength(Text.NoteLength);
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<AskForException, AddedPart>
{
    public async Task<AddedPart> Handle(AskForException request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        var pipeline = await Playbook.Of(db, deal.PipelineId, cancellationToken);
        var to = await Playbook.Stage(db, pipeline, request.StageId, cancellationToken);
        await DealReferences.Check(db, request.Fields, cancellationToken);
        var open = await db.MoveApprovals.SingleOrDefaultAsync(one => one.DealId == deal.Id && one.State == ApprovalState.Pending, cancellationToken);
        open?.MakeRoom(deal, clock.GetUtcNow());
        var move = new StageMove(0, db.UserId, clock.GetUtcNow(), request.Reason, request.Fields)
        {
            IsManager = db.Work.Actor.May(Playbook.Approve),
            Today = db.Work.DayOf(clock.GetUtcNow()),
            HiddenFields = db.Work.Actor.HiddenFields,
        };
        var asked = MoveApproval.Ask(await ids.Next(cancellationToken), pipeline, deal, to, move);
        db.MoveApprovals.Add(asked);
        await db.SaveChangesAsync(cancellationToken);
        return new AddedPart(asked.Id, deal.Version);
    }
}
