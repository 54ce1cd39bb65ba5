using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Where an opportunity goes.</summary>
public sealed record DealTarget
{
    /// <summary>A stage of the same pipeline.</summary>
    [Needed(DealWire.WhichStage)]
    public RecordId? StageId { get; init; }

    /// <summary>Why; needed where it is lost, and where a rule of the pipeline warns.</summary>
    public string? Reason { get; init; }

    /// <summary>This and what follows is set in the same step, for a stage that requires it; what is left out stays.</summary>
    public decimal? Amount { get; init; }

    public RecordId? AccountId { get; init; }

    public RecordId? ContactId { get; init; }

    public RecordId? ProductId { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    public string? NextStep { get; init; }

    internal MoveDeal Request(long dealId, long? version) => new(dealId, DealWire.Stage(StageId), version, Reason, Fields());

    private MoveFields Fields() => new(
        Amount, AccountId.Number(RecordKind.Account, "account_id"), ContactId.Number(RecordKind.Contact, "contact_id"),
        ProductId.Number(RecordKind.Product, "product_id"), ExpectedClose, NextStep);
}

/// <summary>A transition that was made.</summary>
/// <param name="ChangeId">Its number.</param>
public sealed record DealMoveAnswer(RecordId Id, long ChangeId, RecordId FromStageId, RecordId ToStageId, long Version)
{
    internal static DealMoveAnswer Of(DealMoveResult move) => new(
        move.DealId.Id(RecordKind.Deal), move.ChangeId, move.FromStageId.Id(RecordKind.Stage), move.ToStageId.Id(RecordKind.Stage), move.Version);
}

/// <summary>One transition of an opportunity.</summary>
/// <param name="From">The stage that it left; null for the first.</param>
/// <param name="Actor">Null when software moved it.</param>
/// <param name="SecondsInStage">How long it had stood in the stage that it left.</param>
/// <param name="Amount">What it was worth at that moment.</param>
/// <param name="ApprovedBy">Who made an exception from a rule for it.</param>
public sealed record DealTransition(
    long ChangeId, string? From, string To, StageKind Outcome, string? Actor, DateTimeOffset At, long? SecondsInStage, string? Reason, decimal? Amount, string? ApprovedBy)
{
    internal static DealTransition Of(StageChangeRow row) => new(
        row.Id, row.From, row.To, row.Outcome, row.Actor, row.At, (long?)row.InStage?.TotalSeconds, row.Reason, row.Amount, row.ApprovedBy);
}
