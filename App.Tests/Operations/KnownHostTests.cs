using System.Net;
using CrmLive.Hub;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;

namespace CrmLive.Operations;

/// <summary>A name that somebody else points at the program opens nothing and leads nowhere.</summary>
public sealed class KnownHostTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/signin")]
    [InlineData("POST", "/signin/evaluation")]
    [InlineData("GET", "/signin/directory")]
    [InlineData("GET", "/settings/users")]
    [InlineData("POST", "/hubs/live/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/css/theme.css")]
    [InlineData("GET", "/nowhere")]
    public async Task Another_name_is_told_that_it_is_none_of_ours(string method, string path)
    {
        using var answer = await Ask(method, path, "evil.example:5080");

        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        answer.Headers.Location.ShouldBeNull();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldBe("This program does not answer to the name evil.example. If that is its name, its operator adds it: Hosts__0=evil.example.");
    }

    [Fact]
    public async Task No_route_at_all_answers_to_another_name()
    {
        var paths = ((IEndpointRouteBuilder)rest.World.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/')).Where(path => !path.Contains('{', StringComparison.Ordinal)).Distinct().ToList();
        paths.Count.ShouldBeGreaterThan(30);
        foreach (var path in paths.Where(path => !path.StartsWith("/health", StringComparison.Ordinal)))
        {
            using var answer = await Ask("GET", path, "evil.example");
            answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest, path);
        }
    }

    [Fact]
    public async Task The_rest_interface_says_so_in_its_own_shape()
    {
        using var answer = await Ask("GET", "/api/v1/accounts", "evil.example");

        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("UNKNOWN_HOST");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_balancer_asks_by_number(string path)
    {
        using var answer = await Ask("GET", path, "10.1.2.3:8080");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task To_the_way_in_leads_an_address_without_a_host()
    {
        using var answer = await Ask("GET", "/settings/users", "localhost");

        answer.Headers.Location!.ToString().ShouldBe("/signin?to=%2Fsettings%2Fusers");
    }

    [Theory]
    [InlineData("/signin/evaluation")]
    [InlineData("/signout")]
    public async Task A_form_of_another_site_neither_signs_in_nor_out(string path)
    {
        using var answer = await Ask("POST", path, "localhost", ("Origin", "http://evil.example"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("crm.example", true)]
    [InlineData("CRM.example", true)]
    [InlineData("a.people.example", true)]
    [InlineData("people.example", false)]
    [InlineData("crm.example.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evilpeople.example", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("192.168.1.7", false)]
    [InlineData("", false)]
    public void Its_own_names_are_those_of_this_machine_and_those_that_were_added(string host, bool isKnown) =>
        new HostList(["crm.example", "*.people.example"]).Knows(host).ShouldBe(isKnown);

    [Theory]
    [InlineData("https://crm.example")]
    [InlineData("crm.example:443")]
    [InlineData("*")]
    [InlineData("")]
    public void What_is_no_name_is_refused_at_the_start(string name) =>
        Should.Throw<StartRefused>(() => new HostList([name])).Message.ShouldContain("It looks like crm.example");

    private async Task<HttpResponseMessage> Ask(string method, string path, string host, params (string Name, string Value)[] headers)
    {
        using var client = rest.World.App.GetTestClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        request.Headers.Accept.ParseAdd("text/html");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request, Ct);
    }
}
