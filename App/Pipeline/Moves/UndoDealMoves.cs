using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Takes moves and placements back, each to the stage and the place in its column that it came from, unless somebody has moved it since.</summary>
[Needs("opportunity.update")]
public sealed record UndoDealMoves(IReadOnlyList<MovedBack> Moves) : ICommand<IReadOnlyList<MovedDeal>>, IRepeatable;

/// <param name="ChangeId">The transition to take back; null for a deal that was only put elsewhere in its column.</param>
/// <param name="FromRank">Where it lay before.</param>
/// <param name="Rank">Where it was put.</param>
/// <param name="Reason">Why; for one that goes back to where it was lost.</param>
public sealed record MovedBack(long DealId, long? ChangeId, long FromRank, long Rank, string? Reason = null);

file sealed class Rules : AbstractValidator<UndoDealMoves>
{
    public Rules() => RuleFor(undo => undo.Moves).NotEmpty().Must(moves => moves.Count <= MoveDeals.Most).WithMessage($"Up to {MoveDeals.Most} moves can be taken back at once.");
}

file sealed class Handler(CrmDb db, DatabaseProvider provider, IdGenerator ids, TimeProvider clock) : IRequestHandler<UndoDealMoves, IReadOnlyList<MovedDeal>>
{
    public async Task<IReadOnlyList<MovedDeal>> Handle(UndoDealMoves request, CancellationToken cancellationToken)
    {
        List<long> asked = [.. request.Moves.Select(move => move.DealId).Distinct()];
        var deals = await db.Deals.Where(deal => asked.Contains(deal.Id)).ToDictionaryAsync(deal => deal.Id, cancellationToken);
        var latest = await LastMove.Of(db, asked, cancellationToken);
        var before = await BeforeMove.Of(db, provider, asked, cancellationToken);
        var outcomes = new List<(Deal? Deal, MovedDeal Outcome)>();
        foreach (var move in request.Moves.DistinctBy(move => move.DealId))
        {
            var back = new StageMove(await ids.Next(cancellationToken), db.UserId, clock.GetUtcNow(), move.Reason ?? "Undone");
            outcomes.Add(Undo(deals.GetValueOrDefault(move.DealId), move, (latest.GetValueOrDefault(move.DealId), before.GetValueOrDefault(move.DealId)), back));
        }

        await db.SaveOpened(cancellationToken);
        return [.. outcomes.Select(outcome => outcome.Deal is { } deal ? outcome.Outcome with { Rank = deal.Rank, Version = deal.Version } : outcome.Outcome)];
    }

    private (Deal? Deal, MovedDeal Outcome) Undo(Deal? deal, MovedBack move, (LastMove? Move, Deal? Before) last, StageMove back)
    {
        var latest = last.Move;
        if (deal is null)
        {
            return (null, new MovedDeal(move.DealId, null, 0, 0, 0, 0, 0, "The deal is gone, or not yours to move. Ask its owner or a manager."));
        }

        var outcome = new MovedDeal(deal.Id, null, deal.StageId, deal.StageId, deal.Rank, deal.Rank, deal.Version);
        if (move.ChangeId is null)
        {
            return deal.Rank == move.Rank
                ? (Placed(deal, move.FromRank), outcome)
                : (deal, outcome with { Refused = latest is { } since && since.At > back.At.AddMinutes(-1) ? latest.Told(back.At) : "Somebody has put it elsewhere since." });
        }

        if (latest is null || latest.Change.Id != move.ChangeId || latest.From is null || latest.To is null || latest.From.IsLeaving)
        {
            return (deal, outcome with { Refused = latest?.Told(back.At) ?? "The deal has moved again since." });
        }

        try
        {
            var change = deal.UndoMove(latest.To, latest.From, latest.Change, last.Before, back);
            db.StageChanges.Add(change);
            return (Placed(deal, move.FromRank), outcome with { ChangeId = change.Id, ToStageId = deal.StageId });
        }
        catch (RuleBroken refused)
        {
            return (deal, outcome with { Refused = refused.Message });
        }
    }

    private static Deal Placed(Deal deal, long rank)
    {
        deal.PlaceAt(rank);
        return deal;
    }
}
