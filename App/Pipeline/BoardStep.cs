using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Something done on the board, as what takes it back. Taking it back makes another one, which does it again.</summary>
/// <param name="What">What was done, as it is told: "Acme renewal moved to Proposal".</param>
public abstract record BoardStep(string What)
{
    /// <summary>Takes it back at the server.</summary>
    public abstract Task<StepTaken> TakeBack(Desk desk, CancellationToken ct);
}

/// <summary>What came of a step that was taken back.</summary>
/// <param name="Reverse">Does it again; null when nothing was taken back.</param>
/// <param name="Deals">All that were concerned.</param>
/// <param name="Refused">Why which deal stays as it is.</param>
public sealed record StepTaken(BoardStep? Reverse, IReadOnlyList<long> Deals, IReadOnlyDictionary<long, string> Refused)
{
    public static readonly IReadOnlyDictionary<long, string> NoRefusal = new Dictionary<long, string>();
}

/// <summary>Deals were moved to another stage or place.</summary>
/// <param name="Reason">Given when they are moved back to where they were lost.</param>
/// <param name="ReasonAgain">Given when that is reversed.</param>
public sealed record MovedStep(string What, IReadOnlyList<MovedBack> Moves, string? Reason = null, string? ReasonAgain = null) : BoardStep(What)
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
public sealed record AssignedStep(string What, IReadOnlyList<OwnerChange> Changes) : BoardStep(What)
{
    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        List<OwnerChange> back = [.. Changes.Select(change => change with { OwnerId = change.WasOwnerId, WasOwnerId = change.OwnerId })];
        var refused = (await desk.Send(new AssignDeals(back), ct)).Where(deal => deal.Refused is not null).ToDictionary(deal => deal.DealId, deal => deal.Refused!);
        List<OwnerChange> taken = [.. back.Where(change => !refused.ContainsKey(change.DealId))];
        return new StepTaken(taken.Count == 0 ? null : new AssignedStep(What, taken), [.. Changes.Select(change => change.DealId)], refused);
    }
}

/// <summary>Fields or the owner of a deal were changed in one save.</summary>
/// <param name="Version">What the save returned.</param>
public sealed record EditedStep(string What, long DealId, long Version) : BoardStep(What)
{
    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        try
        {
            return new StepTaken(this with { Version = await desk.Send(new UndoDealEdit(DealId, Version), ct) }, [DealId], StepTaken.NoRefusal);
        }
        catch (FieldConflict since)
        {
            var why = $"{since.Fields[0].ChangedBy} has changed {string.Join(" and ", since.Fields.Select(field => field.Label).Distinct())} since.";
            return new StepTaken(null, [DealId], new Dictionary<long, string> { [DealId] = why });
        }
    }
}

/// <summary>A deal was added, or put into the bin, or taken out of it.</summary>
/// <param name="IsInBin">Where it is now.</param>
public sealed record BinnedStep(string What, long DealId, bool IsInBin) : BoardStep(What)
{
    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        await desk.Send<long>(IsInBin ? new RestoreDeal(DealId) : new DeleteDeal(DealId), ct);
        return new StepTaken(this with { IsInBin = !IsInBin }, [DealId], StepTaken.NoRefusal);
    }
}
