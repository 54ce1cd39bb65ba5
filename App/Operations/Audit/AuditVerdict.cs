namespace CrmLive.Operations.Audit;

/// <summary>What a verification of one tenant's chain has found.</summary>
/// <param name="Sealed">Entries whose links were recomputed.</param>
/// <param name="Checkpoints">Heads from outside the database that were compared.</param>
/// <param name="Fault">The first one; null when the chain is whole.</param>
public sealed record AuditVerdict(long TenantId, bool IsWhole, long Sealed, long Checkpoints, AuditFault? Fault)
{
    public static AuditVerdict Whole(long tenant, long links, long checkpoints) => new(tenant, true, links, checkpoints, null);

    public static AuditVerdict Broken(long tenant, long links, long checkpoints, AuditFault fault) => new(tenant, false, links, checkpoints, fault);
}

/// <param name="Kind">One of <see cref="AuditFaults"/>.</param>
/// <param name="Position">Place in the chain.</param>
public sealed record AuditFault(string Kind, long? Position, long? EntryId, string Message);

public static class AuditFaults
{
    /// <summary>A link is not where the chain goes on: links were deleted, added or moved.</summary>
    public const string Gap = "gap";

    /// <summary>A link points at an entry that is gone.</summary>
    public const string EntryMissing = "entry_missing";

    /// <summary>Entry, link or their order were changed.</summary>
    public const string Changed = "changed";

    /// <summary>The chain is consistent in itself, but it is not the one that was written.</summary>
    public const string Rewritten = "rewritten";

    /// <summary>The chain ends before its last checkpoint.</summary>
    public const string Truncated = "truncated";

    /// <summary>Entries were slipped in, or their links were cut off.</summary>
    public const string Unsealed = "unsealed";

    /// <summary>A file of checkpoints is gone, was cut or written into.</summary>
    public const string CheckpointFile = "checkpoint_file";
}
