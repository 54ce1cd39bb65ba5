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

    public Cause? Cause { get; init; }

    /// <summary>The events that the software answers with this request; they are entered into the ledger with its effect.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>The software acting for a tenant.</summary>
    public static Caller Software(long tenantId, string worker) => new(tenantId, null, null, Origin.Worker) { Worker = worker };
}
