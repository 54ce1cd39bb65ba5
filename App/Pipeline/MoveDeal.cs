using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Moves a deal to another stage of its pipeline.</summary>
/// <param name="Version">The version that the person saw; a deal that has changed since is refused with the new one.</param>
/// <param name="AccountId">Links the account in the same step, for a stage that needs one.</param>
[Needs("opportunity.update")]
public sealed record MoveDeal(long DealId, long StageId, long? Version = null, string? Reason = null, long? AccountId = null)
    : ICommand<DealMoveResult>, IHasReason;

/// <param name="ChangeId">The transition that was written; give it to <see cref="UndoDealMove"/>.</param>
public sealed record DealMoveResult(long DealId, long ChangeId, long FromStageId, long ToStageId, long Version);

file sealed class Rules : AbstractValidator<MoveDeal>
{
    public Rules() => RuleFor(move => move.Reason).MaximumLength(Text.NoteLength);
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<MoveDeal, DealMoveResult>
{
    public async Task<DealMoveResult> Handle(MoveDeal request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        var stages = await db.Stages.AsNoTracking().Where(s => s.Id == request.StageId || s.Id == deal.StageId).ToListAsync(cancellationToken);
        var to = stages.Find(s => s.Id == request.StageId)
            ?? throw InvalidInput.Of("stage_id", "unknown", $"There is no stage {new RecordId(RecordKind.Stage, request.StageId)}. Choose one of the pipeline.");
        await db.RequireVisible<Account>(request.AccountId, "account_id", cancellationToken);
        var move = new StageMove(await ids.Next(cancellationToken), db.UserId, clock.GetUtcNow(), request.Reason, request.AccountId);
        var change = deal.MoveTo(stages.Single(s => s.Id == deal.StageId), to, move);
        db.StageChanges.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        return new DealMoveResult(deal.Id, change.Id, change.FromStageId!.Value, change.ToStageId, deal.Version);
    }
}
