using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Moves a deal to another stage of its pipeline, if the rules of the pipeline say nothing against it.</summary>
/// <param name="Version">The version that the person saw; a deal that has changed since is refused with the new one.</param>
/// <param name="Reason">Why; needed where a deal is lost, and where a rule warns.</param>
/// <param name="Fields">Values that the deal gets in the same step, for a stage that requires them.</param>
/// <param name="Slot">Where in its column it lies; null on top.</param>
[Needs("opportunity.update")]
public sealed record MoveDeal(long DealId, long StageId, long? Version = null, string? Reason = null, MoveFields? Fields = null, Slot? Slot = null)
    : ICommand<DealMoveResult>, IHasReason, IRepeatable;

/// <param name="ChangeId">The transition that was written; give it to <see cref="UndoDealMove"/>.</param>
/// <param name="FromRank">Where it lay in its column before; see <see cref="ManualOrder"/>.</param>
public sealed record DealMoveResult(long DealId, long ChangeId, long FromStageId, long ToStageId, long Version, long FromRank = 0, long Rank = 0);

file sealed class Rules : AbstractValidator<MoveDeal>
{
    public Rules() => RuleFor(move => move.Reason).MaximumLength(Text.NoteLength);
}

file sealed class Handler(CrmDb db, PlaybookShelf playbooks, IdGenerator ids, TimeProvider clock) : IRequestHandler<MoveDeal, DealMoveResult>
{
    public async Task<DealMoveResult> Handle(MoveDeal request, CancellationToken cancellationToken)
    {
        var (deal, pipeline) = await playbooks.Open(db, request.DealId, request.Version, cancellationToken);
        var to = await Playbook.Stage(db, pipeline, request.StageId, cancellationToken);
        await DealReferences.Check(db, request.Fields, cancellationToken);
        var move = new StageMove(await ids.Next(cancellationToken), db.UserId, clock.GetUtcNow(), request.Reason, request.Fields)
        {
            IsManager = db.Work.Actor.May(Playbook.Approve),
            Today = db.Work.DayOf(clock.GetUtcNow()),
            Format = db.Work.Format ?? PersonalFormat.Default,
            HiddenFields = db.Work.Actor.HiddenFields,
        };
        var fromRank = deal.Rank;
        var change = deal.MoveTo(pipeline, to, move);
        db.StageChanges.Add(change);
        await Column.Put(db, deal, request.Slot, cancellationToken);
        await db.SaveOpened(cancellationToken);
        return new DealMoveResult(deal.Id, change.Id, change.FromStageId!.Value, change.ToStageId, deal.Version, fromRank, deal.Rank);
    }
}
