using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.TestHost;

namespace CrmLive.Hub;

/// <summary>Whatever answers without sign-in, what that costs us, and what keeps it in bounds. A new route that does so fails until it stands here.</summary>
public sealed class AnonymousRouteTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private const string PerVisitor = "Api:VisitorPerMinute";
    private const string PerStranger = "Api:StrangerPerMinute";
    private const string OncePerSecond = "asked at most once a second";

    private static readonly Dictionary<string, (string Cost, string Limit)> Listed = new(StringComparer.Ordinal)
    {
        ["/health"] = ("three questions to the database", OncePerSecond),
        ["/health/ready"] = ("three questions to the database", OncePerSecond),
        ["/health/live"] = ("nothing", OncePerSecond),
        ["/openapi/v1.json"] = ("40 KB; made once and kept", PerVisitor),
        ["/signin"] = ("a page; one question to the database in an evaluation", PerVisitor),
        ["/signin/problem"] = ("a page", PerVisitor),
        ["/signin/directory"] = ("a redirect; one question to the identity provider in 12 hours", PerVisitor),
        ["/signin/evaluation"] = ("a session, in an evaluation", PerVisitor),
        ["/signout"] = ("the end of a session that is one's own; the page that asks", PerVisitor),
        ["/signed-out"] = ("a page", PerVisitor),
        ["/404"] = ("a page", PerVisitor),
        ["/{**path:file}"] = ("a look at the disk for a file that is not among those of the build", PerVisitor),
        ["/api/v1"] = ("nothing before the key is known; a look-up for keys that may exist", PerStranger),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IReadOnlyList<RouteEndpoint> Open => [.. ((IEndpointRouteBuilder)rest.World.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetMetadata<IAuthorizeData>() is null)];

    [Fact]
    public void Every_route_that_answers_without_sign_in_is_listed()
    {
        var unlisted = Open.Where(route => !IsFile(route)).Select(Path).Where(path => !Listed.ContainsKey(path)).Distinct().ToList();

        unlisted.ShouldBeEmpty("Say in this test what an answer to a stranger costs and what limits it, or ask for a sign-in.");
        Listed.Keys.Except(Open.Select(Path)).ShouldBeEmpty();
    }

    [Fact]
    public void What_costs_anything_is_counted()
    {
        foreach (var route in Open.Where(route => !IsFile(route)))
        {
            StrangerGate.IsCounted(Path(route), route).ShouldBe(Listed[Path(route)].Limit == PerVisitor, Path(route));
        }
    }

    [Fact]
    public void Files_are_only_read()
    {
        foreach (var file in Open.Where(IsFile))
        {
            file.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.ShouldBeSubsetOf(["GET", "HEAD"]);
            StrangerGate.IsCounted(Path(file), file).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("/openapi/v1.json", "203.0.113.1")]
    [InlineData("/nowhere", "203.0.113.2")]
    [InlineData("/docs/index.html", "203.0.113.3")]
    public async Task Who_asks_without_end_is_told_to_wait_and_others_are_not(string path, string address)
    {
        var (answers, last) = (0, await Get(path, address));
        while (last.Response.StatusCode != StatusCodes.Status429TooManyRequests && answers++ < 2_000)
        {
            last = await Get(path, address);
        }

        last.Response.StatusCode.ShouldBe(StatusCodes.Status429TooManyRequests);
        answers.ShouldBeGreaterThanOrEqualTo(500);
        last.Response.Headers.RetryAfter.ToString().ShouldNotBeEmpty();
        (await Get(path, "198.51.100.77")).Response.StatusCode.ShouldNotBe(StatusCodes.Status429TooManyRequests);
        (await Get("/css/theme.css", address)).Response.StatusCode.ShouldNotBe(StatusCodes.Status429TooManyRequests);
        (await Get("/health/live", address)).Response.StatusCode.ShouldBe(StatusCodes.Status200OK);
    }

    private static bool IsFile(RouteEndpoint route) => route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static string Path(RouteEndpoint route)
    {
        var path = "/" + route.RoutePattern.RawText!.Trim('/');
        return path.StartsWith("/api/v1/", StringComparison.Ordinal) ? "/api/v1" : path;
    }

    private Task<HttpContext> Get(string path, string address) => rest.World.App.GetTestServer().SendAsync(
        http =>
        {
            (http.Request.Method, http.Request.Path, http.Request.Host) = ("GET", path, new HostString("localhost"));
            http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(address);
        },
        Ct);
}
