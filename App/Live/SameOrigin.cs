namespace CrmLive.Live;

/// <summary>
/// Refuses live connections that another site's page opens with our visitor's cookie, and its forms that sign somebody in or out. Browsers name the
/// page's origin in every WebSocket handshake and do not ask first as they do for other requests.
/// </summary>
public static class SameOrigin
{
    private static readonly PathString[] Live = ["/hubs", "/_blazor"];
    private static readonly PathString[] Forms = ["/signin", "/signout"];

    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (IsGuarded(http.Request) && IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync("This request comes from a page of another site. Open the page here and do it again.", http.RequestAborted);
        }

        return next(http);
    });

    // Without an origin it was no page: the other way in is the antiforgery token of a form.
    private static bool IsGuarded(HttpRequest request) =>
        Array.Exists(Live, path => request.Path.StartsWithSegments(path))
        || (!HttpMethods.IsGet(request.Method) && Array.Exists(Forms, path => request.Path.StartsWithSegments(path)));

    // The host, which is on our list by now, as the browser addressed it; the scheme may have changed at a proxy in front of us.
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
