namespace CrmLive.Data;

/// <summary>
/// An event that a consumer has set aside: the first of its subject because it failed and is tried again, others of the same subject so that they keep behind it.
/// </summary>
public sealed class ParkedEvent : ITenantRow
{
    public long TenantId { get; init; }

    public required string Consumer { get; init; }

    public long EventId { get; init; }

    public required string SubjectKind { get; init; }

    public long SubjectId { get; init; }

    /// <summary>Its place in the order of commits, with its id.</summary>
    public long CommitMark { get; init; }

    /// <summary>Failed attempts; 0 for who only waits behind another.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset Due { get; set; }

    public string? Error { get; set; }
}
