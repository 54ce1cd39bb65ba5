using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmLive.Hub;

/// <summary>A page of ours may ask the API with the cookie of its person; a page of somebody else may not make it do so.</summary>
public sealed class RestSessionTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    [Fact]
    public async Task A_page_of_ours_reads_and_writes()
    {
        var cookie = await SignIn(rest.World.Ada);

        (await Send(cookie, "GET")).Status.ShouldBe(200);
        (await Send(cookie, "GET", ("Sec-Fetch-Site", "same-origin"))).Status.ShouldBe(200);
        (await Send(cookie, "POST", ("Origin", "http://localhost"))).Status.ShouldBe(201);
        (await Send(cookie, "POST", ("Sec-Fetch-Site", "same-origin"))).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("GET", "Origin", "https://evil.example")]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "Sec-Fetch-Site", "same-site")]
    [InlineData("POST", "Origin", "https://evil.example")]
    [InlineData("POST", "Origin", "null")]
    [InlineData("POST", "Origin", "http://localhost.evil.example")]
    [InlineData("POST", "Origin", "https://localhost")]
    [InlineData("POST", "Sec-Fetch-Site", "cross-site")]
    [InlineData("POST", "Sec-Fetch-Site", "none")]
    [InlineData("POST", "Accept", "application/json")]
    public async Task Another_site_does_nothing_with_the_cookie(string method, string header, string value)
    {
        var cookie = await SignIn(rest.World.Ada);
        var before = await rest.Events();

        (await Send(cookie, method, (header, value))).ShouldRefuse(403, "ACCESS_DENIED");

        (await rest.Events()).ShouldBe(before);
    }

    [Fact]
    public async Task Our_origin_does_not_help_a_request_that_another_site_has_started() =>
        (await Send(await SignIn(rest.World.Ada), "POST", ("Origin", "http://localhost"), ("Sec-Fetch-Site", "cross-site"))).ShouldRefuse(403);

    [Fact]
    public async Task A_key_needs_no_origin_and_wins_over_a_cookie()
    {
        var key = await rest.Key(rest.World.Ben);
        var cookie = await SignIn(rest.World.Ada);

        var reply = await Send(cookie, "POST", ("Authorization", $"Bearer {key}"));

        reply.Status.ShouldBe(201);
        (await rest.Send(rest.World.Ben, "GET", "contacts/" + reply.Id)).Data.GetProperty("owner").GetString().ShouldBe(rest.World.Ben.Name);
        (await Send(cookie, "GET", ("Authorization", "Bearer crm_wrong"))).ShouldRefuse(401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_session_that_has_ended_is_nobody()
    {
        var cookie = await SignIn(rest.World.Viewer);
        (await Send(cookie, "GET")).Status.ShouldBe(200);

        await rest.World.AsSoftware(rest.World.Acme, new EndSessionsOf(rest.World.Viewer.Id));

        (await Send(cookie, "GET")).ShouldRefuse(401);
    }

    private async Task<string> SignIn(Person person)
    {
        var session = await rest.World.AsSoftware(person.TenantId, new StartSession(person.Id, SignInMethod.Directory, "test"));
        var identity = SignedIn.Identity(person.TenantId, person.Id, session.SessionId, person.Name, Scheme);
        var options = rest.World.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme))}";
    }

    private async Task<RestReply> Send(string cookie, string method, params (string Name, string Value)[] headers)
    {
        using var client = rest.World.App.GetTestClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/contacts?limit=1".Replace(method == "POST" ? "?limit=1" : " ", "", StringComparison.Ordinal));
        request.Content = method == "POST" ? new StringContent("""{"last_name":"By cookie"}""", Encoding.UTF8, "application/json") : null;
        foreach (var (name, value) in headers.Append(("Cookie", cookie)))
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new RestReply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.Tag, response.Headers.ToString(),
            await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
