using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmLive.Access;

/// <summary>What an identity provider says about itself at <c>/.well-known/openid-configuration</c>.</summary>
public sealed record DirectoryMetadata(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("authorization_endpoint")] string AuthorizationEndpoint,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("end_session_endpoint")] string? EndSessionEndpoint)
{
    /// <summary>Addresses of many directories (common, organizations) name the issuer with a place for the tenant.</summary>
    public string IssuerFor(string directoryTenant) =>
        Issuer.Replace("{tenantid}", directoryTenant, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="DirectoryFailed">The document lacks what signing in needs, or points to an address that is not protected.</exception>
    internal static DirectoryMetadata Read(string json)
    {
        DirectoryMetadata? document;
        try
        {
            document = JsonSerializer.Deserialize<DirectoryMetadata>(json);
        }
        catch (JsonException)
        {
            document = null;
        }

        return document is { Issuer.Length: > 0 } && IsSafe(document.AuthorizationEndpoint) && IsSafe(document.TokenEndpoint) && IsSafe(document.JwksUri)
            ? document
            : throw new DirectoryFailed("unavailable", "The identity provider's discovery document is not usable.");
    }

    private static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}

/// <summary>Signing in with the directory failed.</summary>
/// <param name="code">Names the page that explains it: see <c>SignInProblem</c>.</param>
/// <param name="message">For the log: no token, no name, no address in it.</param>
public sealed class DirectoryFailed(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
