using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CrmLive.Access;

/// <summary>Decides whether an id token is one that we may believe (OpenID Connect Core 3.1.3.7), and says who it is about.</summary>
public sealed class IdTokenValidator(DirectoryClient directory, EntraOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <param name="text">The token.</param>
    /// <param name="nonce">What we sent along with this very sign-in.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="DirectoryFailed">It is not; nothing about the person is said then.</exception>
    public async Task<DirectoryPerson> Validate(string text, string nonce, CancellationToken ct)
    {
        var token = IdToken.Parse(text);
        if (!token.IsSignedBy(await directory.Keys(token.KeyId, ct)))
        {
            throw Bad("is not signed by the identity provider");
        }

        var claims = new TokenClaims(token.Claims);
        CheckTimes(claims, clock.GetUtcNow());
        CheckAudience(claims);
        var sent = Encoding.UTF8.GetBytes(claims.Text("nonce") ?? "");
        if (nonce.Length == 0 || !CryptographicOperations.FixedTimeEquals(sent, Encoding.UTF8.GetBytes(nonce)))
        {
            throw Bad("was not made for this sign-in");
        }

        return await Read(claims, ct);
    }

    private async Task<DirectoryPerson> Read(TokenClaims claims, CancellationToken ct)
    {
        if (claims.Text("tid") is not { Length: > 0 and <= 64 } tenant || claims.Text("oid") is not { Length: > 0 and <= 64 } user)
        {
            throw Bad("names no directory tenant and object");
        }

        var metadata = await directory.Metadata(ct);
        if (claims.Text("iss") is not { } issuer || !string.Equals(issuer, metadata.IssuerFor(tenant), StringComparison.Ordinal))
        {
            throw Bad("comes from another issuer");
        }

        return new DirectoryPerson(
            tenant,
            user,
            claims.Text("name") ?? claims.Text("preferred_username") ?? user,
            claims.Text("email") ?? claims.Text("preferred_username"),
            [.. claims.Texts("roles"), .. claims.Texts("groups")],
            claims.Has("hasgroups") || claims.Has("_claim_names"));
    }

    private void CheckAudience(TokenClaims claims)
    {
        var audience = claims.Texts("aud");
        var party = claims.Text("azp");
        if (!audience.Contains(options.ClientId) || (audience.Count > 1 && party is null) || (party is not null && party != options.ClientId))
        {
            throw Bad("was made for another application");
        }
    }

    private static void CheckTimes(TokenClaims claims, DateTimeOffset now)
    {
        if (claims.Time("exp") is not { } expires || expires <= now - Skew)
        {
            throw Bad("has expired");
        }

        if (claims.Time("nbf") > now + Skew || claims.Time("iat") > now + Skew)
        {
            throw Bad("is not valid yet; compare the clocks");
        }
    }

    private static DirectoryFailed Bad(string why) => new("invalid_token", $"The id token {why}.");
}

/// <summary>A person as the directory describes them. Tenant and user are the key; name, address and roles may change.</summary>
/// <param name="Roles">App roles and groups.</param>
/// <param name="HasMoreGroups">The person is in more groups than fit into a token.</param>
public sealed record DirectoryPerson(string Tenant, string User, string Name, string? Email, IReadOnlyList<string> Roles, bool HasMoreGroups);

/// <summary>Reads claims without trusting their types.</summary>
internal sealed class TokenClaims(JsonElement claims)
{
    public bool Has(string name) => claims.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null);

    public string? Text(string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public IReadOnlyList<string> Texts(string name) => claims.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        }
        : [];

    public DateTimeOffset? Time(string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
        && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}
