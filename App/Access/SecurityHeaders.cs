using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>Tells the browser what our pages may do: run our own scripts, and nothing else.</summary>
public static class SecurityHeaders
{
    // The colours of the logo on the API description: the one style sheet that a page of ours brings inside itself.
    private const string DocsLogo = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var directory = app.ApplicationServices.GetRequiredService<IOptions<EntraOptions>>().Value;
        var live = string.Concat(app.ApplicationServices.GetServices<ConnectSource>().Select(source => $" {source.Address}"));
        return app.Use((http, next) =>
        {
            // Last before the answer leaves, so that no page can weaken it.
            http.Response.OnStarting(() =>
            {
                Set(http, directory, live);
                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    private static void Set(HttpContext http, EntraOptions directory, string live)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy(http.Request, directory, live);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }

    private static string Policy(HttpRequest request, EntraOptions directory, string live)
    {
        var socket = $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}";

        // Signing out posts a form that may lead on to the identity provider.
        var forms = directory.IsConfigured ? $"'self' {directory.Origin}" : "'self'";
        var styles = request.Path.StartsWithSegments("/docs") ? $"'self' {DocsLogo}" : "'self'";

        // Blazor sets the heights of virtual rows as attributes.
        return $"default-src 'self'; script-src 'self'; style-src {styles}; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self' {socket}{live}; "
            + $"frame-ancestors 'none'; base-uri 'self'; form-action {forms}; object-src 'none'";
    }
}

/// <summary>Where pages may connect to besides this program.</summary>
public sealed record ConnectSource(string Address);
