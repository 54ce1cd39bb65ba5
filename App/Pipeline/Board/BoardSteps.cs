using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Deals were moved to another stage or place.</summary>
/// <param name="Reason">Given when they are moved back to where they were lost.</param>
/// <param name="ReasonAgain">Given when that is reversed.</param>
public sealed record MovedStep(string What, IReadOnlyList<MovedBack> Moves, string? Reason = null, string? ReasonAgain = null) : Step(What)
{
    public static MovedStep Of(string what, IEnumerable<MovedDeal> moved, string? reason) =>
        new(what, [.. moved.Where(deal => deal.Refused is null).Select(deal => new MovedBack(deal.DealId, deal.ChangeId, deal.FromRank, deal.Rank))], ReasonAgain: reason);

    public static MovedStep Of(string what, DealMoveResult moved, string? reason) =>
        Of(what, [new MovedDeal(moved.DealId, moved.ChangeId, moved.FromStageId, moved.ToStageId, moved.FromRank, moved.Rank, moved.Version)], reason);

    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        var moved = await desk.Send(new UndoDealMoves([.. Moves.Select(move => move with { Reason = Reason })]), ct);
        var reverse = Of(What, moved, Reason) with { Reason = ReasonAgain };
        return new StepTaken(
            reverse.Moves.Count == 0 ? null : reverse,
            [.. Moves.Select(move => move.DealId)],
            moved.Where(deal => deal.Refused is not null).ToDictionary(deal => deal.DealId, deal => deal.Refused!));
    }
}

/// <summary>Deals were given to somebody.</summary>
public sealed record AssignedStep(string What, IReadOnlyList<OwnerChange> Changes) : Step(What)
{
    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        List<OwnerChange> back = [.. Changes.Select(change => change with { OwnerId = change.WasOwnerId, WasOwnerId = change.OwnerId })];
        var refused = (await desk.Send(new AssignDeals(back), ct)).Where(deal => deal.Refused is not null).ToDictionary(deal => deal.DealId, deal => deal.Refused!);
        List<OwnerChange> taken = [.. back.Where(change => !refused.ContainsKey(change.DealId))];
        return new StepTaken(taken.Count == 0 ? null : new AssignedStep(What, taken), [.. Changes.Select(change => change.DealId)], refused);
    }
}

/// <summary>A deal was added, or put into the bin, or taken out of it.</summary>
/// <param name="IsInBin">Where it is now.</param>
public sealed record BinnedStep(string What, long DealId, bool IsInBin) : Step(What)
{
    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        await desk.Send<long>(IsInBin ? new RestoreDeal(DealId) : new DeleteDeal(DealId), ct);
        return new StepTaken(this with { IsInBin = !IsInBin }, [DealId], StepTaken.NoRefusal);
    }
}
