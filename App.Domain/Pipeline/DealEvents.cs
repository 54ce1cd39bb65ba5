namespace CrmLive.Pipeline;

public sealed record DealOpened(long DealId, long StageId, string Name, decimal Amount, string Currency)
    : DomainEvent("opportunity.created.v1", RecordKind.Deal, DealId);

/// <param name="AskedById">Who had asked for an exception, where the actor approved it.</param>
public sealed record DealMoved(long DealId, long FromStageId, long ToStageId, string? Reason, bool IsUndo, long? AskedById = null)
    : DomainEvent("opportunity.stage_changed.v1", RecordKind.Deal, DealId);

public sealed record DealAssigned(long DealId, long? FromUserId, long? ToUserId)
    : DomainEvent("opportunity.assigned.v1", RecordKind.Deal, DealId);
