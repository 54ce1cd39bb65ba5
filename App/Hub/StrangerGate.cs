using CrmLive.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.StaticAssets;

namespace CrmLive.Hub;

/// <summary>
/// Counts, per address, what is asked by those who are not signed in, whatever it is: pages, forms, the API description, what is not there. Free are
/// files, which cost nothing, and health, which balancers ask for; the REST interface has a count of its own.
/// </summary>
internal sealed class StrangerGate(RequestDelegate next, RestLimits limits)
{
    private static readonly PathString[] Free = ["/health", "/api"];

    public async Task Invoke(HttpContext http)
    {
        if (IsCounted(http) && !(await http.AuthenticateAsync()).Succeeded)
        {
            try
            {
                limits.TakeVisitor(http.Connection.RemoteIpAddress, http.Response.Headers);
            }
            catch (Refused refused)
            {
                http.Response.StatusCode = refused.Refusal.Status;
                http.Response.ContentType = "text/plain; charset=utf-8";
                await http.Response.WriteAsync(refused.Refusal.Message, http.RequestAborted);
                return;
            }
        }

        await next(http);
    }

    public static bool IsCounted(PathString path, Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !Array.Exists(Free, start => path.StartsWithSegments(start));

    private static bool IsCounted(HttpContext http) => IsCounted(http.Request.Path, http.GetEndpoint());
}
