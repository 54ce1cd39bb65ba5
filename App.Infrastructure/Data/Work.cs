using CrmLive.Access;

namespace CrmLive.Data;

/// <summary>The circumstances of one unit of work: who, what, from where, why and caused by what. Every event and audit entry is stamped with them.</summary>
/// <param name="Request">Name of the request type, for example <c>MoveDeal</c>.</param>
/// <param name="Needs">The permission that the request declared; null when it is open.</param>
/// <param name="TraceId">W3C trace id, 32 hexadecimal digits.</param>
public sealed record Work(Actor Actor, string Request, Permission? Needs, Origin Origin, string TraceId)
{
    public string? Reason { get; init; }

    public Cause? Cause { get; init; }

    /// <summary>Whose days count: those of the person who asks, else those of UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How the person who asks writes numbers and days; null where a program does.</summary>
    public PersonalFormat? Format { get; init; }

    /// <summary>The day on which the instant falls for the one who asks.</summary>
    public DateOnly DayOf(DateTimeOffset at) => Days.Of(at, Zone);

    /// <summary>Work of the software itself for one tenant.</summary>
    public static Work Of(long tenantId, string worker) =>
        new(Actor.System(tenantId, worker), worker, null, Origin.Worker, System.Diagnostics.Activity.Current?.TraceId.ToHexString() ?? "");
}

/// <summary>Where a request came from.</summary>
/// <param name="Channel"><c>page</c>, <c>rest</c>, <c>hub</c>, <c>cli</c> or <c>worker</c>.</param>
/// <param name="Address">Remote address, when there is one.</param>
public sealed record Origin(string Channel, string? Address = null)
{
    public static readonly Origin Worker = new("worker");
    public static readonly Origin Cli = new("cli");
}

/// <summary>The event that made this work happen, and how long the chain is by now.</summary>
public sealed record Cause(long EventId, string CorrelationId, int Depth);
