using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Moves deals to a stage, each judged by itself, or puts them elsewhere in the column where they stand already; all in one save.</summary>
/// <param name="Deals">In the order in which they shall lie.</param>
/// <param name="Slot">Where in the column; null on top for those that come into it.</param>
[Needs("opportunity.update")]
public sealed record MoveDeals(IReadOnlyList<DealAt> Deals, long StageId, Slot? Slot = null, string? Reason = null) : ICommand<IReadOnlyList<MovedDeal>>, IHasReason, IRepeatable
{
    /// <summary>As many as a person can mean at once.</summary>
    public const int Most = 200;
}

/// <param name="StageId">Where the person saw it; one that somebody has moved since stays where it is. Null for anywhere.</param>
public sealed record DealAt(long DealId, long? StageId = null);

/// <summary>What became of one of the deals.</summary>
/// <param name="ChangeId">The transition that was written; null when the deal only lies elsewhere in its column, or was refused.</param>
/// <param name="Refused">Why it stands where it stood.</param>
/// <param name="NeedsReason">What the rules say, where a reason is all that they ask for.</param>
public sealed record MovedDeal(
    long DealId, long? ChangeId, long FromStageId, long ToStageId, long FromRank, long Rank, long Version, string? Refused = null, MoveVerdict? NeedsReason = null);

file sealed class Rules : AbstractValidator<MoveDeals>
{
    public Rules()
    {
        RuleFor(move => move.Deals).NotEmpty().Must(deals => deals.Count <= MoveDeals.Most).WithMessage($"Up to {MoveDeals.Most} deals can be moved at once. Choose fewer.");
        RuleFor(move => move.Reason).MaximumLength(Text.NoteLength);
    }
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<MoveDeals, IReadOnlyList<MovedDeal>>
{
    public async Task<IReadOnlyList<MovedDeal>> Handle(MoveDeals request, CancellationToken cancellationToken)
    {
        List<long> asked = [.. request.Deals.Select(deal => deal.DealId).Distinct()];
        var found = await db.Deals.Where(deal => asked.Contains(deal.Id)).ToDictionaryAsync(deal => deal.Id, cancellationToken);
        var moved = await LastMove.Of(db, [.. request.Deals.Where(at => at.StageId != null && found.GetValueOrDefault(at.DealId)?.StageId != at.StageId).Select(at => at.DealId)], cancellationToken);
        var movers = new Movers(db, await Playbooks(found.Values, cancellationToken), moved);
        var outcomes = new List<(Deal? Deal, MovedDeal Outcome)>();
        foreach (var at in request.Deals.DistinctBy(deal => deal.DealId))
        {
            var move = new StageMove(await ids.Next(cancellationToken), db.UserId, clock.GetUtcNow(), request.Reason)
            {
                IsManager = db.Work.Actor.May(Playbook.Approve),
                Today = db.Work.DayOf(clock.GetUtcNow()),
                Format = db.Work.Format ?? PersonalFormat.Default,
                HiddenFields = db.Work.Actor.HiddenFields,
            };
            outcomes.Add(await movers.Move(found.GetValueOrDefault(at.DealId), at, request.StageId, move, cancellationToken));
        }

        await Place(request, [.. outcomes.Where(outcome => outcome.Outcome.Refused is null).Select(outcome => outcome.Deal!)], cancellationToken);
        await db.SaveOpened(cancellationToken);
        return [.. outcomes.Select(outcome => outcome.Deal is { } deal ? outcome.Outcome with { Rank = deal.Rank, Version = deal.Version } : outcome.Outcome)];
    }

    private async Task<Dictionary<long, SalesPipeline>> Playbooks(IEnumerable<Deal> deals, CancellationToken ct)
    {
        var playbooks = new Dictionary<long, SalesPipeline>();
        foreach (var pipeline in deals.Select(deal => deal.PipelineId).Distinct())
        {
            playbooks[pipeline] = await Playbook.Of(db, pipeline, ct);
        }

        return playbooks;
    }

    private async Task Place(MoveDeals request, List<Deal> deals, CancellationToken ct)
    {
        if (deals.Count == 0 || request.Slot is not { } slot)
        {
            return;
        }

        var ranks = await Column.RanksAt(db, request.StageId, slot, [.. deals.Select(deal => deal.Id)], ct);
        for (var i = 0; i < deals.Count; i++)
        {
            deals[i].PlaceAt(ranks[i]);
        }
    }
}

/// <summary>Tries one move after the other; what the stage machine refuses stays where it was.</summary>
file sealed class Movers(CrmDb db, Dictionary<long, SalesPipeline> pipelines, Dictionary<long, LastMove> movedSince)
{
    public async Task<(Deal? Deal, MovedDeal Outcome)> Move(Deal? deal, DealAt at, long to, StageMove move, CancellationToken ct)
    {
        if (deal is null)
        {
            return (null, new MovedDeal(at.DealId, null, 0, 0, 0, 0, 0, "The deal is gone, or not yours to move. Ask its owner or a manager."));
        }

        var outcome = new MovedDeal(deal.Id, null, deal.StageId, to, deal.Rank, deal.Rank, deal.Version);
        if (movedSince.GetValueOrDefault(deal.Id) is { } since)
        {
            return (deal, outcome with { Refused = since.Told(move.At) });
        }

        var pipeline = pipelines[deal.PipelineId];
        var stage = await Playbook.Stage(db, pipeline, to, ct);
        return deal.StageId == to ? (deal, outcome) : (deal, Move(deal, pipeline, stage, move, outcome));
    }

    private MovedDeal Move(Deal deal, SalesPipeline pipeline, Stage stage, StageMove move, MovedDeal outcome)
    {
        try
        {
            var change = deal.MoveTo(pipeline, stage, move);
            db.StageChanges.Add(change);
            return outcome with { ChangeId = change.Id };
        }
        catch (RuleBroken refused)
        {
            var verdict = (refused as MoveRefused)?.Verdict;
            var isOnlyReason = verdict is { Breaches: [] } && verdict.Missing.All(field => field == DealField.LostReason);
            return outcome with { Refused = refused.Message, NeedsReason = isOnlyReason ? verdict : null };
        }
    }
}
