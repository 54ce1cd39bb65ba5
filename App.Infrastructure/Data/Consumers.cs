namespace CrmLive.Data;

/// <summary>How far a named consumer has read the events of all tenants. Not a tenant's row.</summary>
public sealed class ConsumerPosition
{
    public required string Name { get; init; }

    /// <summary>Commit mark of the last event handled: a transaction id on PostgreSQL, a row version on SQL Server.</summary>
    public long CommitMark { get; set; }

    public long EventId { get; set; }

    public DateTimeOffset MovedAt { get; set; }
}

/// <summary>That a consumer's effect for one event has happened. At-least-once delivery meets it and stops.</summary>
public sealed class EventEffect : ITenantRow
{
    public long TenantId { get; init; }

    public required string Consumer { get; init; }

    public long EventId { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>An event that a consumer gave up on, kept until somebody sends it again.</summary>
public sealed class DeadLetter : ITenantRow
{
    public long TenantId { get; init; }

    public required string Consumer { get; init; }

    public long EventId { get; init; }

    public required string Error { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset At { get; init; }
}
