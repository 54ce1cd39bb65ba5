using CrmLive.Shell;

namespace CrmLive.Operations;

/// <summary>Refuses whoever comes by a name that is not ours, before anything else of the program sees the request.</summary>
public static class KnownHosts
{
    /// <summary>Balancers and orchestrators look at a node by its number; the answer holds nothing that depends on the name.</summary>
    private static readonly PathString AnyName = "/health";

    public static IApplicationBuilder UseKnownHosts(this IApplicationBuilder app)
    {
        var hosts = app.ApplicationServices.GetRequiredService<HostList>();
        return app.Use((http, next) =>
            hosts.Knows(http.Request.Host.Host) || http.Request.Path.StartsWithSegments(AnyName) ? next(http) : Refuse(http));
    }

    private static Task Refuse(HttpContext http)
    {
        var sentence = HostList.Refusal(http.Request.Host.Host);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.Path.StartsWithSegments("/api"))
        {
            return ErrorAnswer.Write(http, new Refusal(StatusCodes.Status421MisdirectedRequest, "UNKNOWN_HOST", sentence, []));
        }

        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(sentence, http.RequestAborted);
    }
}
