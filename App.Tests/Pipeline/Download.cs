using System.Security.Claims;
using System.Text;
using CrmLive.Access;
using CrmLive.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Pipeline;

/// <summary>Takes a list as a file, as the browser of somebody who is signed in does.</summary>
internal static class Download
{
    public static async Task<List<string>> Lines(World world, Person person, string route, string format, string query = "", string? pipeline = null) =>
        [.. Encoding.UTF8.GetString(await Bytes(world, person, route, format, query, pipeline)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

    public static async Task<byte[]> Bytes(World world, Person person, string route, string format, string query = "", string? pipeline = null)
    {
        var session = await world.AsSoftware(person.TenantId, new StartSession(person.Id, SignInMethod.Directory, "test"));
        await using var scope = world.Services.CreateAsyncScope();
        var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            User = new ClaimsPrincipal(SignedIn.Identity(person.TenantId, person.Id, session.SessionId, person.Name, "test")),
        };
        http.Request.Method = "GET";
        http.Request.Path = route.Replace("{format}", format, StringComparison.Ordinal).Replace("{pipeline}", pipeline, StringComparison.Ordinal);
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues["format"] = format;
        http.Request.RouteValues["pipeline"] = pipeline;
        http.Response.Body = body;
        await Route(world, route).RequestDelegate!(http);
        return body.ToArray();
    }

    private static RouteEndpoint Route(World world, string template) => ((IEndpointRouteBuilder)world.App).DataSources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Single(route => route.RoutePattern.RawText == template);
}
