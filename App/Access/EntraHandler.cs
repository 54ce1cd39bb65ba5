using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>
/// Signs in at the identity provider by authorisation code with PKCE. The framework keeps the state: encrypted, bound to this browser by a cookie that
/// is used once, with our nonce and code verifier inside.
/// </summary>
public sealed class EntraHandler(
    IOptionsMonitor<EntraHandlerOptions> options, ILoggerFactory logs, UrlEncoder encoder, DirectoryClient directory, IdTokenValidator tokens, SignInDesk desk)
    : RemoteAuthenticationHandler<EntraHandlerOptions>(options, logs, encoder)
{
    public new const string Scheme = "entra";

    private const string Verifier = "code_verifier";
    private const string Nonce = "nonce";

    private CancellationToken Aborted => Context.RequestAborted;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        DirectoryMetadata metadata;
        try
        {
            metadata = await directory.Metadata(Aborted);
        }
        catch (DirectoryFailed failure)
        {
            Logger.LogWarning("Signing in cannot start: {Reason}", failure.Message);
            Response.Redirect(SignInProblem.Address(failure.Code));
            return;
        }

        var (verifier, nonce) = (Secret(), Secret());
        properties.Items[Verifier] = verifier;
        properties.Items[Nonce] = nonce;
        properties.ExpiresUtc = TimeProvider.GetUtcNow() + Options.RemoteAuthenticationTimeout;
        GenerateCorrelationId(properties);
        Response.Redirect(QueryHelpers.AddQueryString(metadata.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["client_id"] = desk.Directory!.ClientId,
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["redirect_uri"] = BuildRedirectUri(Options.CallbackPath),
            ["scope"] = "openid profile email",
            ["state"] = Options.State.Protect(properties),
            ["nonce"] = nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        }));
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        var properties = Options.State.Unprotect(Request.Query["state"]);
        if (properties is null || properties.ExpiresUtc < TimeProvider.GetUtcNow() || !ValidateCorrelationId(properties)
            || properties.GetString(Verifier) is not { Length: > 0 } verifier || properties.GetString(Nonce) is not { Length: > 0 } nonce)
        {
            return HandleRequestResult.Fail(new DirectoryFailed("stale", "The answer belongs to no sign-in that this browser has begun."));
        }

        try
        {
            var person = await Ask(verifier, nonce);
            var principal = await desk.SignInFromDirectory(person, Context);
            return HandleRequestResult.Success(new AuthenticationTicket(
                principal, new AuthenticationProperties { RedirectUri = LocalPath.Of(properties.RedirectUri) }, Scheme));
        }
        catch (DirectoryFailed failure)
        {
            return HandleRequestResult.Fail(failure);
        }
    }

    private async Task<DirectoryPerson> Ask(string verifier, string nonce)
    {
        var metadata = await directory.Metadata(Aborted);

        // RFC 9207: an answer of another provider than the one that was asked.
        if (Request.Query["iss"] is [{ } issuer] && issuer != metadata.Issuer && !metadata.Issuer.Contains('{', StringComparison.Ordinal))
        {
            throw new DirectoryFailed("invalid_token", "The answer comes from another identity provider.");
        }

        if (Request.Query["error"] is [{ } error, ..])
        {
            throw new DirectoryFailed(error == "access_denied" ? "cancelled" : "failed", $"The identity provider answered {Known(error)}.");
        }

        if (Request.Query["code"] is not [{ Length: > 0 } code])
        {
            throw new DirectoryFailed("failed", "The answer has no code.");
        }

        var token = await directory.Redeem(code, BuildRedirectUri(Options.CallbackPath), verifier, Aborted);
        return await tokens.Validate(token, nonce, Aborted);
    }

    // What comes by the address bar can be anything; the log takes only the codes that the protocol knows.
    private static string Known(string error) =>
        error is "access_denied" or "login_required" or "interaction_required" or "consent_required" or "invalid_request" or "unauthorized_client"
            or "invalid_scope" or "server_error" or "temporarily_unavailable" ? error : "an unknown error";

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

/// <summary>Settings of <see cref="EntraHandler"/> that the framework wants; the configured ones are <see cref="EntraOptions"/>.</summary>
public sealed class EntraHandlerOptions : RemoteAuthenticationOptions
{
    public ISecureDataFormat<AuthenticationProperties> State { get; set; } = default!;
}
