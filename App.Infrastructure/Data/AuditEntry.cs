namespace CrmLive.Data;

/// <summary>Who did what, when, from where, why, with before and after. Append-only; sealed into the tenant's hash chain by the audit worker.</summary>
public sealed class AuditEntry : ITenantRow
{
    public long TenantId { get; init; }

    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public long? ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>Name of the command, for example <c>MoveDeal</c>.</summary>
    public required string Action { get; init; }

    public string? Permission { get; init; }

    public string? SubjectKind { get; init; }

    public long? SubjectId { get; init; }

    public required string Channel { get; init; }

    public string? Address { get; init; }

    public string? Reason { get; init; }

    /// <summary><c>done</c> or <c>denied</c>.</summary>
    public required string Outcome { get; init; }

    public long? CausationId { get; init; }

    public required string TraceId { get; init; }

    /// <summary>JSON array of <c>{kind,id,change,fields:{name:[before,after]}}</c>; text, not a JSON type, because the chain hashes its bytes.</summary>
    public required string Changes { get; init; }
}

/// <summary>
/// A file of checkpoints that is kept outside the database, and how far it had come: so that one which is gone or shorter is missed. Not a tenant's row; each
/// node has files of its own.
/// </summary>
public sealed class CheckpointFile
{
    public const int NameLength = 400;

    /// <summary>Machine and path.</summary>
    public required string Name { get; init; }

    public long Position { get; set; }

    /// <summary>In bytes.</summary>
    public long Length { get; set; }

    public DateTimeOffset WrittenAt { get; set; }
}

/// <summary>One link of a tenant's chain: SHA-256 over the previous link and the entry.</summary>
public sealed class AuditSeal : ITenantRow
{
    public long TenantId { get; init; }

    /// <summary>Place in the chain, from 1 without gaps.</summary>
    public long Position { get; init; }

    public long EntryId { get; init; }

    /// <summary>Lower-case hexadecimal, 64 digits.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset SealedAt { get; init; }
}
