namespace CrmLive.Live;

/// <summary>
/// Refuses live connections that another site's page opens with our visitor's cookie. Browsers name the page's origin in every WebSocket handshake
/// and do not ask first as they do for other requests.
/// </summary>
public static class SameOrigin
{
    private static readonly PathString[] Live = ["/hubs", "/_blazor"];

    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (Array.Exists(Live, path => http.Request.Path.StartsWithSegments(path)) && IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    });

    // The host as the browser addressed it; the scheme may have changed at a proxy in front of us.
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
