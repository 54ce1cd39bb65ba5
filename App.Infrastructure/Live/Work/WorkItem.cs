namespace CrmLive.Live;

/// <summary>Work that is alive: it waits for its time, for its turn or for a node that has it.</summary>
public sealed class WorkItem : ITenantRow
{
    public const int ErrorLength = Text.NoteLength;

    public long TenantId { get; init; }

    public long Id { get; init; }

    public required string Kind { get; init; }

    public required string Key { get; init; }

    public string? Payload { get; init; }

    public WorkLane Lane { get; init; }

    public short Priority { get; init; }

    public string? OrderKey { get; init; }

    /// <summary>Place in the order of wishes, given by the database.</summary>
    public long Seq { get; init; }

    /// <summary>An earlier item with the same order key is alive.</summary>
    public bool Waits { get; init; }

    /// <summary>When it may be begun; while a node has it, when its lease ends.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>The node that has it.</summary>
    public string? Owner { get; init; }

    /// <summary>Counts who has had it; who comes with an older one changes nothing.</summary>
    public long Token { get; init; }

    /// <summary>Begun attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>It was wished for again while a node had it: it runs once more.</summary>
    public DateTimeOffset? AgainDue { get; init; }

    public FailureClass? Failure { get; init; }

    public string? Error { get; init; }

    public long? CausationId { get; init; }

    public string? CorrelationId { get; init; }

    public int Depth { get; init; }

    public DateTimeOffset PutAt { get; init; }
}
