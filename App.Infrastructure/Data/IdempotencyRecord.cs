namespace CrmLive.Data;

/// <summary>The answer that a key has got; the same key gets it again.</summary>
public sealed class IdempotencyRecord : ITenantRow
{
    public long TenantId { get; init; }

    /// <summary>Who used it and what they called it: <c>u1001:their-key</c>.</summary>
    public required string Key { get; init; }

    public required string Request { get; init; }

    /// <summary>SHA-256 of the request's JSON; another request under the same key is refused.</summary>
    public required string Fingerprint { get; init; }

    public string? Response { get; set; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A data-protection key, encrypted; shared by all nodes.</summary>
public sealed class ProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }

    public DateTimeOffset At { get; init; }
}
