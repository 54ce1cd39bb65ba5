using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Takes a transition back, if it is still the deal's latest: the deal is in its stage since when it was, and as likely, or as closed, as it was.</summary>
[Needs("opportunity.update")]
public sealed record UndoDealMove(long DealId, long ChangeId) : ICommand<DealMoveResult>;

file sealed class Handler(CrmDb db, DatabaseProvider provider, IdGenerator ids, TimeProvider clock) : IRequestHandler<UndoDealMove, DealMoveResult>
{
    public async Task<DealMoveResult> Handle(UndoDealMove request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);

        // By time first: numbers come in blocks, so a later one of another process may be smaller.
        var latest = await db.StageChanges.AsNoTracking().Where(change => change.DealId == deal.Id)
            .OrderByDescending(change => change.At).ThenByDescending(change => change.Id).FirstAsync(cancellationToken);
        if (latest.Id != request.ChangeId || latest.FromStageId is null)
        {
            throw new RuleBroken("deal.moved_since", "The deal has moved again since. Look at its history before you move it back.");
        }

        var stages = await db.Stages.AsNoTracking()
            .Where(stage => stage.Id == latest.FromStageId || stage.Id == latest.ToStageId).ToDictionaryAsync(stage => stage.Id, cancellationToken);
        var previous = stages.GetValueOrDefault(latest.FromStageId.Value)
            ?? throw new RuleBroken("stage.removed", "The stage that the deal came from was removed. Move the deal to another stage.");
        var before = await BeforeMove.Of(db, provider, [deal.Id], cancellationToken);
        var undo = deal.UndoMove(
            stages[latest.ToStageId], previous, latest, before.GetValueOrDefault(deal.Id), new StageMove(await ids.Next(cancellationToken), db.UserId, clock.GetUtcNow(), "Undone"));
        db.StageChanges.Add(undo);
        await db.SaveOpened(cancellationToken);
        return new DealMoveResult(deal.Id, undo.Id, undo.FromStageId!.Value, undo.ToStageId, deal.Version);
    }
}
