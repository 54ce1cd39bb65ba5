namespace CrmLive.Live;

/// <summary>
/// A wish that something be done, saved in the transaction of the change that wants it. It meets no other wish there, so it neither waits nor fails; the
/// queue takes it in afterwards and makes one item of all that have the same key.
/// </summary>
public sealed class WorkPut : ITenantRow
{
    public const int KindLength = 60;
    public const int KeyLength = 200;

    public long TenantId { get; init; }

    public long Id { get; init; }

    /// <summary>Name of a kind of work that a slice has registered.</summary>
    public required string Kind { get; init; }

    /// <summary>While an item with this key is alive there is no other of its kind.</summary>
    public required string Key { get; init; }

    /// <summary>What the handler needs to know, as JSON; that of the latest wish counts.</summary>
    public string? Payload { get; init; }

    public WorkLane Lane { get; init; } = WorkLane.Normal;

    /// <summary>Within lane and tenant; smaller ones go first.</summary>
    public short Priority { get; init; }

    /// <summary>Items with the same order key are done one after the other, in the order of their wishes.</summary>
    public string? OrderKey { get; init; }

    /// <summary>An instant of the business, such as that of a reminder; null for now, by the clock of the database.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Added to the instant by the database.</summary>
    public long DelayMs { get; init; }

    /// <summary>The event that it goes back to.</summary>
    public long? CausationId { get; private set; }

    public string? CorrelationId { get; private set; }

    public int Depth { get; private set; }

    internal void GoBackTo(Data.Cause? cause) => (CausationId, CorrelationId, Depth) = (cause?.EventId, cause?.CorrelationId, cause?.Depth ?? 0);
}
