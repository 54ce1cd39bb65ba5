using CrmLive.Access;
using CrmLive.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;

namespace CrmLive.Shell.Neighbours;

/// <summary>Counts pages, circuits and hub connections where they come in, and refuses what is over the limit before it costs anything.</summary>
internal sealed class NeighbourGate(RequestDelegate next, NeighbourLimits limits)
{
    private static readonly PathString Circuit = "/_blazor";
    private static readonly PathString Hubs = "/hubs";

    public async Task Invoke(HttpContext http)
    {
        if (SignedIn.Caller(http.User, new Origin("page")) is not { } caller)
        {
            await next(http);
        }
        else if (http.Request.Path == Circuit)
        {
            await Hold(http, limits.Tabs, caller);
        }
        else if (http.Request.Path.StartsWithSegments(Hubs, out var rest))
        {
            await (IsSocket(http) ? Hold(http, limits.Listeners, caller) : Negotiate(http, caller));
        }
        else
        {
            CheckPage(http, caller);
            await next(http);
        }
    }

    // For as long as the connection lasts. One that asks again and again would be counted by none of its questions.
    private async Task Hold(HttpContext http, Share share, Caller caller)
    {
        if (!IsSocket(http))
        {
            throw new Refused(400, "SOCKET_NEEDED", "Live pages need a WebSocket. Let the proxy in front of CrmLive, or the browser, pass it on.");
        }

        using var held = await limits.Connect(share, caller, http.Response.Headers, http.RequestAborted);
        await next(http);
    }

    // Told before a place is kept for it.
    private async Task Negotiate(HttpContext http, Caller caller)
    {
        if (limits.Listeners.Of(caller) >= limits.Listeners.PerPerson)
        {
            using var none = await limits.Connect(limits.Listeners, caller, http.Response.Headers, http.RequestAborted);
        }

        await next(http);
    }

    private void CheckPage(HttpContext http, Caller caller)
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()?.Metadata is { } page
            && page.GetMetadata<ComponentTypeMetadata>() is not null && page.GetMetadata<IAllowAnonymous>() is null)
        {
            limits.CheckTabs(caller, http.Response.Headers);
        }
    }

    private static bool IsSocket(HttpContext http) =>
        http.WebSockets.IsWebSocketRequest
        || http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        || http.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;
}
