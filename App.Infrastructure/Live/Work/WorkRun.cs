namespace CrmLive.Live;

/// <summary>Work that was done; kept for some days.</summary>
public sealed class WorkRun : ITenantRow
{
    public long TenantId { get; init; }

    public long Id { get; init; }

    public long Token { get; init; }

    public required string Kind { get; init; }

    public required string Key { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset PutAt { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>Work that was given up, kept until somebody sends it again.</summary>
public sealed class DeadWork : ITenantRow
{
    public long TenantId { get; init; }

    public long Id { get; init; }

    public long Token { get; init; }

    public required string Kind { get; init; }

    public required string Key { get; init; }

    public string? Payload { get; init; }

    public WorkLane Lane { get; init; }

    public short Priority { get; init; }

    public string? OrderKey { get; init; }

    public int Attempts { get; init; }

    public FailureClass Failure { get; init; }

    public string? Error { get; init; }

    public DateTimeOffset PutAt { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>That there is work of this kind, lane and priority in a tenant, or was a minute ago: who looks for work that is due looks here first.</summary>
public sealed class WorkStream : ITenantRow
{
    public long TenantId { get; init; }

    public required string Kind { get; init; }

    public WorkLane Lane { get; init; }

    public short Priority { get; init; }
}

/// <summary>Work that is not begun until somebody resumes it.</summary>
public sealed class WorkPause : ITenantRow
{
    /// <summary>In place of a kind: all of them.</summary>
    public const string AllKinds = "";

    /// <summary>In place of a tenant: all of them. Only the operator pauses for all.</summary>
    public const long AllTenants = 0;

    public long TenantId { get; init; }

    public required string Kind { get; init; }

    public DateTimeOffset Since { get; init; }
}
