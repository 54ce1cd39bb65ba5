using System.Net;
using CrmLive.Support;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Access;

/// <summary>What the browser meets before any page: headers, forms, the way in.</summary>
public sealed class WebEdgeTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static bool _isStarted;

    public async ValueTask InitializeAsync()
    {
        await Starting.WaitAsync().Soon("its turn to start a program", TestPatience.Long);
        try
        {
            if (!_isStarted)
            {
                await world.App.StartAsync();
                _isStarted = true;
            }
        }
        finally
        {
            Starting.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin/problem?code=expired")]
    [InlineData("/signed-out")]
    [InlineData("/nowhere")]
    public async Task Every_answer_says_what_a_page_may_do(string path)
    {
        using var answer = await Get(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'; script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("object-src 'none'");
        policy.ShouldNotContain("unsafe-eval");
        policy.Split(';').Single(part => part.Trim().StartsWith("script-src", StringComparison.Ordinal)).Trim().ShouldBe("script-src 'self'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Referrer-Policy").ShouldBeTrue();
        answer.Headers.Contains("Permissions-Policy").ShouldBeTrue();
    }

    [Fact]
    public void Every_route_that_takes_a_form_wants_an_antiforgery_token()
    {
        var forms = world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Any(type => type.Contains("form", StringComparison.Ordinal)) == true)
            .ToList();

        forms.Count.ShouldBeGreaterThanOrEqualTo(2);
        forms.ShouldAllBe(route => route.Metadata.GetMetadata<IAntiforgeryMetadata>()!.RequiresValidation);
    }

    [Theory]
    [InlineData("/signout")]
    [InlineData("/signin/evaluation")]
    public async Task A_form_without_a_token_is_refused(string path)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["tenant"] = "1", ["user"] = "1" });

        using var answer = await Client().PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_and_a_machine_is_told()
    {
        using var person = await Get("/settings/users", "text/html");
        using var machine = await Get("/settings/users", "application/json");

        person.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        person.Headers.Location!.ToString().ShouldContain("/signin?to=%2Fsettings%2Fusers");
        machine.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_evaluation_nobody_is_offered_an_account()
    {
        using var answer = await Get("/signin");

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("Ada Lovelace");
    }

    [Theory]
    [InlineData("/deals/opp_1?tab=x", "/deals/opp_1?tab=x")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Signing_in_leads_nowhere_but_here(string? to, string expected) => LocalPath.Of(to).ShouldBe(expected);

    private HttpClient Client() => world.App.GetTestServer().CreateClient();

    private async Task<HttpResponseMessage> Get(string path, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        return await Client().SendAsync(request, TestContext.Current.CancellationToken);
    }
}
