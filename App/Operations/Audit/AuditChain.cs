using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmLive.Data;

namespace CrmLive.Operations.Audit;

/// <summary>
/// The chain of a tenant: each link is SHA-256 over the link before it, its own place and time, and every column of its entry. Fields are written with
/// their length in front, so that no two entries are the same bytes; times to the microsecond, which both databases keep.
/// </summary>
public static class AuditChain
{
    /// <summary>What the first link is linked to.</summary>
    public static readonly string Root = new('0', 64);

    /// <returns>Lower-case hexadecimal, 64 digits.</returns>
    public static string Link(string previous, long position, DateTimeOffset sealedAt, AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields(previous, position, sealedAt, entry))
        {
            Append(hash, field);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string?> Fields(string previous, long position, DateTimeOffset sealedAt, AuditEntry entry) =>
    [
        previous,
        Number(position),
        Instant(sealedAt),
        Number(entry.TenantId),
        Number(entry.Id),
        Instant(entry.At),
        Number(entry.ActorId),
        entry.ActorName,
        entry.Action,
        entry.Permission,
        entry.SubjectKind,
        Number(entry.SubjectId),
        entry.Channel,
        entry.Address,
        entry.Reason,
        entry.Outcome,
        Number(entry.CausationId),
        entry.TraceId,
        entry.Changes,
    ];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static void Append(IncrementalHash hash, string? field)
    {
        var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
