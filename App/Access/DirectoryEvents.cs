using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CrmLive.Access;

/// <summary>What we add to the framework's sign-in: checks that it leaves out, our session in the place of its ticket, and a page that says what went wrong.</summary>
internal static partial class DirectoryEvents
{
    public static OpenIdConnectEvents Make() => new()
    {
        OnRedirectToIdentityProvider = CheckAddress,
        OnMessageReceived = CheckIssuer,
        OnAuthorizationCodeReceived = CheckVerifier,
        OnTicketReceived = SignIn,
        OnAccessDenied = context => Explain(context, new DirectoryFailed("cancelled", "The person cancelled.")),
        OnRemoteFailure = context => Explain(context, Reason(context.Failure!)),
    };

    /// <summary>The failure in our words: errors are told apart by kind and code, never by their text.</summary>
    public static DirectoryFailed Reason(Exception failure) => failure switch
    {
        DirectoryFailed known => known,
        { InnerException: DirectoryFailed known } => known,
        OpenIdConnectProtocolException when failure.Data["error"] is string error => Answer(error),
        SecurityTokenException or OpenIdConnectProtocolException or ArgumentException => new("invalid_token", $"The id token is not to be believed: {Kind(failure)}."),
        HttpRequestException or IOException or JsonException or InvalidOperationException or OperationCanceledException => new("unavailable", $"The identity provider cannot be reached: {Kind(failure)}."),
        AuthenticationFailureException => new("stale", "The answer belongs to no sign-in that this browser has begun."),
        _ => new("failed", $"The sign-in failed: {Kind(failure)}."),
    };

    /// <summary>Logs it, and gives the address of the page that says what to do.</summary>
    public static string Explain(HttpContext http, DirectoryFailed failure)
    {
        LogFailure(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DirectoryEvents)), failure.Code, failure.Message);
        return SignInProblem.Address(failure.Code);
    }

    private static DirectoryFailed Answer(string error) => error switch
    {
        "invalid_grant" => new("expired", "The sign-in code was used or is too old."),
        "invalid_client" => new("misconfigured", "The identity provider does not accept our client id and secret."),
        "server_error" or "temporarily_unavailable" => new("unavailable", $"The identity provider answered {error}."),
        "login_required" or "interaction_required" or "consent_required" or "invalid_request" or "unauthorized_client" or "invalid_scope" =>
            new("failed", $"The identity provider answered {error}."),

        // What comes by the address bar can be anything; the log takes only the codes that the protocol knows.
        _ => new("failed", "The identity provider answered an unknown error."),
    };

    // With the number that the library gives its sentence, but without the sentence.
    private static string Kind(Exception failure) =>
        failure.Message.StartsWith("IDX", StringComparison.Ordinal) ? $"{failure.GetType().Name} {failure.Message.Split(':')[0]}" : failure.GetType().Name;

    private static Task CheckAddress(RedirectContext context) => DirectoryWire.IsSafe(new Uri(context.ProtocolMessage.IssuerAddress))
        ? Task.CompletedTask
        : throw new DirectoryFailed("unavailable", "The identity provider's page is at an address that is not protected.");

    // RFC 9207: an answer of another provider than the one that was asked.
    private static async Task CheckIssuer(MessageReceivedContext context)
    {
        var directory = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (context.ProtocolMessage.Iss is { } issuer && issuer != directory.Issuer && !directory.Issuer.Contains('{', StringComparison.Ordinal))
        {
            context.Fail(new DirectoryFailed("invalid_token", "The answer comes from another identity provider."));
        }
    }

    private static Task CheckVerifier(AuthorizationCodeReceivedContext context) => context.TokenEndpointRequest!.Parameters.ContainsKey("code_verifier")
        ? Task.CompletedTask
        : throw new DirectoryFailed("stale", "The state holds no verifier.");

    // Of the ticket only who the person is goes on; the cookie names a session of ours.
    private static async Task SignIn(TicketReceivedContext context)
    {
        try
        {
            var desk = context.HttpContext.RequestServices.GetRequiredService<SignInDesk>();
            context.Principal = await desk.SignInFromDirectory(DirectoryPerson.Of(context.Principal!), context.HttpContext);
            context.Properties = new AuthenticationProperties();
            context.ReturnUri = LocalPath.Of(context.ReturnUri);
        }
        catch (DirectoryFailed failure)
        {
            await Explain(context, failure);
        }
    }

    private static Task Explain(HandleRequestContext<RemoteAuthenticationOptions> context, DirectoryFailed failure)
    {
        context.Response.Redirect(Explain(context.HttpContext, failure));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Signing in with the directory ended as {Code}: {Reason}")]
    private static partial void LogFailure(ILogger log, string code, string reason);
}
