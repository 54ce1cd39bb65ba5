using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>What can be written about an opportunity.</summary>
public record DealInput
{
    /// <summary>Up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>In major units of the pipeline's currency.</summary>
    public decimal? Amount { get; init; }

    public RecordId? AccountId { get; init; }

    public RecordId? ContactId { get; init; }

    public RecordId? ProductId { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    public string? NextStep { get; init; }

    internal static DealInput Of(DealFields fields) => new()
    {
        Name = fields.Name,
        Amount = fields.Amount,
        AccountId = fields.AccountId.Id(RecordKind.Account),
        ContactId = fields.ContactId.Id(RecordKind.Contact),
        ProductId = fields.ProductId.Id(RecordKind.Product),
        ExpectedClose = fields.ExpectedClose,
        NextStep = fields.NextStep,
    };

    internal DealFields Fields() => new(
        Name, Amount ?? 0m, AccountId.Number(RecordKind.Account, "account_id"), ContactId.Number(RecordKind.Contact, "contact_id"),
        ProductId.Number(RecordKind.Product, "product_id"), ExpectedClose, NextStep);
}

/// <summary>A new opportunity.</summary>
public sealed record NewDeal : DealInput
{
    /// <summary>An open stage; it says the pipeline too.</summary>
    public RecordId? StageId { get; init; }

    /// <summary>Without one it is yours.</summary>
    public RecordId? OwnerId { get; init; }
}

/// <summary>Where an opportunity goes.</summary>
public sealed record DealTarget
{
    /// <summary>A stage of the same pipeline.</summary>
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

/// <summary>An opportunity. What your roles do not see is null.</summary>
public sealed record DealResource(
    RecordId Id,
    string Name,
    decimal? Amount,
    string Currency,
    RecordId PipelineId,
    RecordId StageId,
    StageKind Outcome,
    decimal? Probability,
    DealOverride? ProbabilityOverride,
    bool AmountFollowsLines,
    DateTimeOffset StageSince,
    RecordId? AccountId,
    string? Account,
    RecordId? ContactId,
    string? Contact,
    RecordId? ProductId,
    string? Product,
    RecordId? OwnerId,
    string? Owner,
    string? Team,
    DateOnly? ExpectedClose,
    string? NextStep,
    string? LostReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    RiskResource Risk,
    long Version)
{
    internal static DealResource Of(DealDetails deal) => new(
        deal.Id.Id(RecordKind.Deal), deal.Name, deal.Amount, deal.Currency, deal.PipelineId.Id(RecordKind.Pipeline), deal.StageId.Id(RecordKind.Stage),
        deal.Outcome, deal.Probability, DealOverride.Of(deal.Override), deal.AmountFollowsLines, deal.StageSince, deal.AccountId.Id(RecordKind.Account), deal.Account?.Name,
        deal.ContactId.Id(RecordKind.Contact), deal.Contact?.Name, deal.ProductId.Id(RecordKind.Product), deal.Product?.Name,
        (deal.Owner?.Id).Id(RecordKind.User), deal.Owner?.Name, deal.Team, deal.ExpectedClose, deal.NextStep, deal.LostReason, deal.CreatedAt,
        deal.ClosedAt, new RiskResource(deal.Risk.Level, deal.Risk.Reasons), deal.Version);
}

/// <summary>How near an open opportunity is to being lost from sight.</summary>
/// <param name="Level">none, watch or high.</param>
/// <param name="Reasons">For people, the gravest first.</param>
public sealed record RiskResource(RiskLevel Level, IReadOnlyList<string> Reasons);

/// <summary>Somebody's own estimate, which counts instead of the stage's probability until the opportunity changes stage.</summary>
/// <param name="By">Null when software estimated.</param>
public sealed record DealOverride(decimal? StageProbability, string? Reason, string? By, DateTimeOffset At)
{
    internal static DealOverride? Of(ProbabilityOverride? given) => given is null ? null : new(given.StageShare, given.Reason, given.By, given.At);
}

/// <summary>An opportunity in a list.</summary>
public sealed record DealItem(
    RecordId Id,
    string Name,
    decimal? Amount,
    string Currency,
    RecordId PipelineId,
    RecordId StageId,
    string Stage,
    StageKind Outcome,
    DateTimeOffset StageSince,
    RecordId? AccountId,
    string? Account,
    RecordId? OwnerId,
    string? Owner,
    DateOnly? ExpectedClose,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version)
{
    internal static DealItem Of(DealRow row) => new(
        row.Id.Id(RecordKind.Deal), row.Name, row.Amount, row.Currency, row.PipelineId.Id(RecordKind.Pipeline), row.StageId.Id(RecordKind.Stage),
        row.Stage, row.Outcome, row.StageSince, row.AccountId.Id(RecordKind.Account), row.Account, row.OwnerId.Id(RecordKind.User), row.Owner,
        row.ExpectedClose, row.CreatedAt, row.ChangedAt, row.Version);
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

/// <summary>Which opportunities, in which order.</summary>
public sealed record DealQuery
{
    /// <summary>Part of the name of the opportunity, its account or its owner.</summary>
    public string? Search { get; init; }

    public RecordId? PipelineId { get; init; }

    public RecordId? StageId { get; init; }

    public RecordId? OwnerId { get; init; }

    public RecordId? AccountId { get; init; }

    /// <summary>open, won or lost.</summary>
    public StageKind? Outcome { get; init; }

    public RecordId? TeamId { get; init; }

    /// <summary>Created on this day or later. Days are of UTC, and both ends belong to a range.</summary>
    public DateOnly? OpenedFrom { get; init; }

    public DateOnly? OpenedTo { get; init; }

    /// <summary>Won or lost on this day or later.</summary>
    public DateOnly? ClosedFrom { get; init; }

    public DateOnly? ClosedTo { get; init; }

    /// <summary>Expected to close on this day or later.</summary>
    public DateOnly? DueFrom { get; init; }

    public DateOnly? DueTo { get; init; }

    /// <summary>Only those that were not closed by the day that was expected.</summary>
    public bool Slipped { get; init; }

    /// <summary>Stood in this stage or in one behind it, at any time.</summary>
    public RecordId? ReachedStageId { get; init; }

    /// <summary>Stood in a stage behind this one, at any time.</summary>
    public RecordId? PassedStageId { get; init; }

    /// <summary>The reason that was given for the loss.</summary>
    public string? LostReason { get; init; }

    /// <summary>Only those for which no reason was given.</summary>
    public bool NoLostReason { get; init; }

    /// <summary>Those in the bin instead.</summary>
    public bool InBin { get; init; }

    /// <summary>created_at, name, updated_at or amount; with a hyphen before it the other way round. By default -created_at.</summary>
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before, with the same filters and the same order.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    internal ListDeals Request()
    {
        var (order, descending) = Sorted.By(
            Sort ?? "-created_at", ("created_at", DealOrder.Created), ("name", DealOrder.Name), ("updated_at", DealOrder.Changed), ("amount", DealOrder.Amount));
        return new ListDeals(
            Search, PipelineId.Number(RecordKind.Pipeline, "pipeline_id"), StageId.Number(RecordKind.Stage, "stage_id"),
            OwnerId.Number(RecordKind.User, "owner_id"), AccountId.Number(RecordKind.Account, "account_id"), Outcome, order, descending, InBin, Cursor, Limit,
            Filter: Filter());
    }

    // Without any of it nothing is filtered, so that the usual list stays one plain statement.
    private DealFilter? Filter()
    {
        var filter = new DealFilter(
            TeamId.Number(RecordKind.Team, "team_id"), OpenedFrom, OpenedTo, ClosedFrom, ClosedTo, DueFrom, DueTo, Slipped,
            ReachedStageId.Number(RecordKind.Stage, "reached_stage_id"), PassedStageId.Number(RecordKind.Stage, "passed_stage_id"), NoLostReason ? "" : LostReason);
        return filter == new DealFilter() ? null : filter;
    }
}

internal static class DealWire
{
    public static long Stage(RecordId? id) => id.Number(RecordKind.Stage, "stage_id")
        ?? throw InvalidInput.Of("stage_id", "required", "Say which stage. The pipeline lists its stages.");
}
