using CrmLive.Access;
using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>Who knocks at the door: the person as their session names them, or the software. Roles are looked up anew for every request.</summary>
/// <param name="UserId">Null when the software itself acts.</param>
/// <param name="SessionId">The sign-in that the call belongs to; a call of a session that has ended is refused.</param>
public sealed record Caller(long TenantId, long? UserId, long? SessionId, Origin Origin)
{
    /// <summary>Name under which the software acts; shown in history and audit.</summary>
    public string? Worker { get; init; }

    /// <summary>Given by the client of a write: the same key has one effect and one answer.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What the idempotency key stands for, where the request alone does not say it; else the request itself.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The API key that the person's program came with; null for the person themselves.</summary>
    public CallerKey? Key { get; init; }

    public Cause? Cause { get; init; }

    /// <summary>The calendar by which days are counted: a person's on pages and in their files, UTC for programs.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How sentences and histories write numbers and days: as the person in front of a page does; null for programs.</summary>
    public PersonalFormat? Format { get; init; }

    /// <summary>The events that the software answers with this request; they are entered into the ledger with its effect.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>The items of the work queue that the software does with this request.</summary>
    public HeldItems? Held { get; init; }

    /// <summary>The software acting for a tenant.</summary>
    public static Caller Software(long tenantId, string worker) => new(tenantId, null, null, Origin.Worker) { Worker = worker };
}

/// <summary>An API key and what it allows of what its person may do.</summary>
/// <param name="Method">How the person who made it was signed in; null for the command line.</param>
public sealed record CallerKey(long Id, IReadOnlySet<Permission> Scopes, string? Method = null);
