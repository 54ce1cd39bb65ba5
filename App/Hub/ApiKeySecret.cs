using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CrmLive.Hub;

/// <summary>The secret of an API key: 256 random bits, so that a plain SHA-256 is enough to keep it.</summary>
public sealed record ApiKeySecret(string Text)
{
    private const string Prefix = "crm_";
    private const int Bytes = 32;
    private const int Length = 47;

    /// <summary>The beginning, by which people tell their keys apart.</summary>
    public string Hint => Text[..12];

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    public static ApiKeySecret New() => new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Null for what cannot be a secret of ours: nothing needs to be looked up then.</summary>
    public static ApiKeySecret? Read(string? text) =>
        text is { Length: Length } && text.StartsWith(Prefix, StringComparison.Ordinal) && Base64Url.IsValid(text.AsSpan(Prefix.Length))
            ? new ApiKeySecret(text)
            : null;

    public override string ToString() => Hint;
}
