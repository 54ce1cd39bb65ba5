namespace CrmLive.Data;

/// <summary>An event as it is stored: immutable, in the transaction of the change that it tells.</summary>
public sealed class StoredEvent : ITenantRow
{
    public long TenantId { get; init; }

    public long Id { get; init; }

    public required string Type { get; init; }

    public required string SubjectKind { get; init; }

    public long SubjectId { get; init; }

    /// <summary>Version of the subject after the change.</summary>
    public long SubjectVersion { get; init; }

    /// <summary>JSON; its shape belongs to <see cref="Type"/>.</summary>
    public required string Payload { get; init; }

    public long? ActorId { get; init; }

    public required string ActorName { get; init; }

    public required string Origin { get; init; }

    /// <summary>The process that wrote it; it has told its own browsers already.</summary>
    public required string Node { get; init; }

    public long? CausationId { get; init; }

    public required string CorrelationId { get; init; }

    public int Depth { get; init; }

    public DateTimeOffset At { get; init; }
}
