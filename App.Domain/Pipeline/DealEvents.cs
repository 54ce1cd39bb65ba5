namespace CrmLive.Pipeline;

public sealed record DealOpened(long DealId, long StageId, string Name, decimal Amount, string Currency)
    : DomainEvent("opportunity.created.v1", RecordKind.Deal, DealId);

/// <param name="AskedById">Who had asked for an exception, where the actor approved it.</param>
public sealed record DealMoved(long DealId, long FromStageId, long ToStageId, string? Reason, bool IsUndo, long? AskedById = null)
    : DomainEvent("opportunity.stage_changed.v1", RecordKind.Deal, DealId);

public sealed record DealAssigned(long DealId, long? FromUserId, long? ToUserId)
    : DomainEvent("opportunity.assigned.v1", RecordKind.Deal, DealId);

public sealed record ProbabilityOverridden(long DealId, decimal FromProbability, decimal ToProbability, string OverrideReason)
    : DomainEvent("opportunity.probability_overridden.v1", RecordKind.Deal, DealId);

public sealed record ProbabilityOverrideEnded(long DealId, decimal FromProbability, decimal ToProbability)
    : DomainEvent("opportunity.probability_override_ended.v1", RecordKind.Deal, DealId);

/// <param name="Amount">Of the deal, afterwards.</param>
public sealed record DealLineAdded(long DealId, long ProductId, decimal Quantity, decimal UnitPrice, decimal Discount, decimal Amount)
    : DomainEvent("opportunity.line_added.v1", RecordKind.Deal, DealId);

/// <param name="Amount">Of the deal, afterwards.</param>
public sealed record DealLineChanged(long DealId, long ProductId, decimal Quantity, decimal UnitPrice, decimal Discount, decimal Amount)
    : DomainEvent("opportunity.line_changed.v1", RecordKind.Deal, DealId);

/// <param name="Amount">Of the deal, afterwards.</param>
public sealed record DealLineRemoved(long DealId, long ProductId, decimal Amount)
    : DomainEvent("opportunity.line_removed.v1", RecordKind.Deal, DealId);

public sealed record DealContactInvolved(long DealId, long ContactId, BuyingRole Role)
    : DomainEvent("opportunity.contact_involved.v1", RecordKind.Deal, DealId);

public sealed record DealContactReleased(long DealId, long ContactId, bool WasPrimary)
    : DomainEvent("opportunity.contact_released.v1", RecordKind.Deal, DealId);

/// <summary>The deal was put elsewhere in the column of its stage.</summary>
public sealed record DealPlaced(long DealId, long StageId)
    : DomainEvent("opportunity.placed.v1", RecordKind.Deal, DealId);

/// <summary>The cards of a column were moved apart, in the same order, because there was no room between two of them.</summary>
public sealed record ColumnSpread(long StageId)
    : DomainEvent("stage.column_spread.v1", RecordKind.Stage, StageId);
