using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace CrmLive.Access;

/// <summary>A token as it came: nothing in it may be believed before its signature is checked.</summary>
internal sealed class IdToken
{
    private const int Longest = 64 * 1024;

    private readonly byte[] _content;
    private readonly byte[] _signature;

    private IdToken(JsonElement header, JsonElement claims, byte[] content, byte[] signature)
    {
        Algorithm = header.GetProperty("alg").GetString() ?? "";
        KeyId = header.TryGetProperty("kid", out var kid) ? kid.GetString() : null;
        Claims = claims;
        (_content, _signature) = (content, signature);
    }

    public string Algorithm { get; }

    public string? KeyId { get; }

    public JsonElement Claims { get; }

    /// <exception cref="DirectoryFailed">The text is not a signed token.</exception>
    public static IdToken Parse(string text)
    {
        var parts = text.Length <= Longest ? text.Split('.') : [];
        try
        {
            if (parts.Length == 3)
            {
                var header = Json(parts[0]);
                var claims = Json(parts[1]);

                // "crit" names extensions that must be understood; we understand none.
                if (!header.TryGetProperty("crit", out _) && claims.ValueKind == JsonValueKind.Object)
                {
                    return new IdToken(header, claims, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), Base64Url.DecodeFromChars(parts[2]));
                }
            }
        }
        catch (Exception failure) when (failure is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Said below, without the token.
        }

        throw new DirectoryFailed("invalid_token", "The id token is not a signed token.");
    }

    public bool IsSignedBy(ImmutableArray<SigningKey> keys)
    {
        // A token that names no key is good only where there is no choice.
        var candidates = KeyId is not null ? keys.Where(key => key.Id == KeyId) : keys.Length == 1 ? keys : [];
        return candidates.Any(key => key.Verifies(Algorithm, _content, _signature));
    }

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), new JsonDocumentOptions { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }
}
