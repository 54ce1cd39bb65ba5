using CrmLive.Shell;

namespace CrmLive.Pipeline;

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

internal static class DealWire
{
    public const string WhichStage = "Say which stage. The pipeline lists its stages.";

    public static long Stage(RecordId? id) => id.Number(RecordKind.Stage, "stage_id") ?? throw InvalidInput.Of("stage_id", "required", WhichStage);
}
