using System.Diagnostics;
using System.Net;
using CrmLive.Shell;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CrmLive.Operations;

/// <summary>Limits of the web server, its place behind a balancer, its way to leave, and the trace id on every answer.</summary>
public static class WebModule
{
    public const long MaxBody = 10 * 1024 * 1024;

    /// <summary>Shorter than the 30 seconds after which orchestrators kill.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);

    private static readonly PathString[] HeadToo = ["/api", "/openapi", "/health"];

    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded => Trust(forwarded, builder.Configuration));
        builder.Services.AddSingleton(HostList.Of(builder.Configuration));
        builder.Services.AddHostedService<Banner>();
        builder.Services.AddHostedService<Draining>();
        return builder;
    }

    /// <summary>Comes first of all.</summary>
    public static WebApplication UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(async (http, next) =>
        {
            // Nobody listens to traces and nothing is logged: then the request has none yet.
            using var own = Activity.Current is null ? new Activity("request").Start() : null;
            http.Response.Headers["X-Trace-Id"] = TraceIds.Current;
            await next(http);
        });
        app.UseKnownHosts();
        app.Use((http, next) =>
        {
            // What can be read can be asked for its head: the server leaves the body out, and routes need not know.
            if (HttpMethods.IsHead(http.Request.Method) && HeadToo.Any(start => http.Request.Path.StartsWithSegments(start)))
            {
                http.Request.Method = HttpMethods.Get;
            }

            return next(http);
        });
        app.UseRouting();
        return app;
    }

    /// <summary>Without a proxy that is known, X-Forwarded-For is what anybody claims, and it is ignored.</summary>
    /// <exception cref="StartRefused">One of them is no address.</exception>
    internal static void Trust(ForwardedHeadersOptions forwarded, IConfiguration settings)
    {
        var proxies = settings.GetSection("Proxies").Get<string[]>() ?? [];
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardedHeaders = proxies.Length == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var proxy in proxies)
        {
            if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
            else if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                throw new StartRefused($"Proxies holds '{proxy}', which is neither an address nor a network. It looks like 10.0.0.7 or 10.0.0.0/8.");
            }
        }
    }
}
