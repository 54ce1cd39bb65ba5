using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CrmLive.Access;

/// <summary>Signs in at the configured identity provider by authorisation code with PKCE; the framework keeps state, nonce and verifier.</summary>
internal static class DirectorySignIn
{
    public const string Scheme = "entra";

    public static void Add(AuthenticationBuilder authentication, EntraOptions directory)
    {
        authentication.AddOpenIdConnect(Scheme, "Directory", options => Connect(options, directory));
        authentication.Services.AddOptions<OpenIdConnectOptions>(Scheme).PostConfigure<TimeProvider>((options, clock) =>
        {
            var tokens = new DirectoryTokens(directory.ClientId!, clock);
            options.TokenHandler = tokens;
            options.TokenValidationParameters = tokens.Rules;
            options.ConfigurationManager = new DirectoryDescription(
                options.MetadataAddress!, new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata }, clock);
        });

        // It would repeat what comes by the address bar and in tokens; what matters is said in DirectoryEvents.
        authentication.Services.AddLogging(logs => logs.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None));
    }

    private static void Connect(OpenIdConnectOptions options, EntraOptions directory)
    {
        options.Authority = directory.Authority;
        options.ClientId = directory.ClientId;
        options.ClientSecret = directory.ClientSecret;
        options.RequireHttpsMetadata = !new Uri(directory.Authority).IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.Scope.Add("email");
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;

        // One road for all directories: Entra ID knows no pushed requests.
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        options.CallbackPath = "/signin/callback";
        options.RemoteSignOutPath = PathString.Empty;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.Events = DirectoryEvents.Make();
        UseCookies(options);
        UseWire(options);
    }

    // The answer comes by a link, so Lax is enough; None would need https even on a developer's machine.
    private static void UseCookies(OpenIdConnectOptions options)
    {
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }

    private static void UseWire(OpenIdConnectOptions options)
    {
        options.BackchannelTimeout = TimeSpan.FromSeconds(15);
        options.BackchannelHttpHandler = new DirectoryWire(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) });
    }
}
