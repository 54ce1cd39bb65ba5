using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell.Neighbours;

namespace CrmLive.Shell.Downloads;

/// <summary>The addresses that answer with a file: for who is signed in, from our own pages, never kept by the browser, and few at once.</summary>
public static class DownloadRoutes
{
    /// <summary>Every download is mapped here; a test holds that there is none beside it.</summary>
    public static IEndpointRouteBuilder MapDownload(this IEndpointRouteBuilder routes, string path, Delegate write)
    {
        routes.MapGet(path, write).RequireAuthorization().WithMetadata(new DownloadRoute()).AddEndpointFilter(Admit);
        return routes;
    }

    private static async ValueTask<object?> Admit(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            throw new AccessDenied("Another site has asked for this file. Open the list in CrmLive and export it there.");
        }

        var caller = SignedIn.Caller(http.User, new Origin("page")) ?? throw new SignedOut();
        using var turn = await http.RequestServices.GetRequiredService<NeighbourLimits>().Export(caller, http.Response.Headers, http.RequestAborted);
        return await next(call);
    }
}

/// <summary>Marks a route that answers with a file.</summary>
public sealed record DownloadRoute;
