using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CrmLive.Access;

/// <summary>Which id tokens may be believed: what the framework checks, told strictly, and what it lets pass (OpenID Connect Core 3.1.3.7).</summary>
internal sealed class DirectoryTokens(string clientId, TimeProvider clock) : JsonWebTokenHandler
{
    private const int SmallestRsa = 2048;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "ES256"];

    public TokenValidationParameters Rules => new()
    {
        ValidAlgorithms = Algorithms,
        ValidAudience = clientId,
        TryAllIssuerSigningKeys = false,
        IssuerSigningKeyResolverUsingConfiguration = (_, token, kid, _, directory) => Keys((JsonWebToken)token, kid, (OpenIdConnectConfiguration)directory),
        IssuerValidatorUsingConfiguration = (issuer, token, _, directory) => Issuer(issuer, (JsonWebToken)token, directory),
        LifetimeValidator = (from, until, _, _) => until > Now - Skew && !(from > Now + Skew),
    };

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        // The framework would take one that nobody has signed, because it came from the provider itself.
        validationParameters.RequireSignedTokens = true;
        var result = await base.ValidateTokenAsync(token, validationParameters);
        return result.IsValid && Fault((JsonWebToken)result.SecurityToken) is { } fault
            ? new TokenValidationResult { Exception = new DirectoryFailed("invalid_token", $"The id token {fault}.") }
            : result;
    }

    // A token that names no key is good only where there is no choice.
    private static IEnumerable<SecurityKey> Keys(JsonWebToken token, string? kid, OpenIdConnectConfiguration directory)
    {
        var keys = directory.JsonWebKeySet.Keys.Where(key => IsStrong(key) && (string.IsNullOrEmpty(key.Use) || key.Use == "sig")).ToList();
        return string.IsNullOrEmpty(kid) && keys.Count > 1
            ? []
            : keys.Where(key => (string.IsNullOrEmpty(kid) || key.Kid == kid) && (string.IsNullOrEmpty(key.Alg) || key.Alg == token.Alg));
    }

    private static bool IsStrong(JsonWebKey key) => key.Kty switch
    {
        JsonWebAlgorithmsKeyTypes.RSA => key.KeySize >= SmallestRsa,
        JsonWebAlgorithmsKeyTypes.EllipticCurve => key.Crv == JsonWebKeyECTypes.P256,
        _ => false,
    };

    // Addresses of many directories (common, organizations) name the issuer with a place for the tenant.
    private static string Issuer(string issuer, JsonWebToken token, BaseConfiguration directory) =>
        token.TryGetPayloadValue<string>("tid", out var tenant) && issuer == directory.Issuer.Replace("{tenantid}", tenant, StringComparison.OrdinalIgnoreCase)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token comes from another issuer.");

    private string? Fault(JsonWebToken token)
    {
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return "has extensions that must be understood, and none is";
        }

        var isForParty = token.TryGetPayloadValue<string>("azp", out var party);
        if (isForParty ? party != clientId : token.Audiences.Skip(1).Any())
        {
            return "was made for another application";
        }

        return token.IssuedAt > Now + Skew ? "is not valid yet; compare the clocks"
            : IsKey(token, "tid") && IsKey(token, "oid") ? null : "names no directory tenant and object";
    }

    private static bool IsKey(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) && value is { Length: > 0 and <= 64 };
}
