using System.Security.Claims;
using CrmLive.Access;
using CrmLive.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmLive.Support;

/// <summary>Somebody of the cast in a browser: signed in by a session of their own, without the form.</summary>
internal sealed record SignedInBrowser(ClaimsPrincipal Person, string Cookie)
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static async Task<SignedInBrowser> Of(World world, Person person)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var db = world.Look(person.TenantId);
        var session = new Session(await world.Services.GetRequiredService<IdGenerator>().Next(ct), person.Id, world.Clock.Now, "test", SignInMethod.Directory);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(ct);
        var signedIn = new ClaimsPrincipal(SignedIn.Identity(person.TenantId, person.Id, session.Id, person.Name, Scheme));
        var cookies = world.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        return new SignedInBrowser(signedIn, $"{cookies.Cookie.Name}={cookies.TicketDataFormat.Protect(new AuthenticationTicket(signedIn, Scheme))}");
    }

    /// <summary>Asks for an address; the path may hold whatever a browser sends.</summary>
    public async Task<HttpResponseMessage> Get(World world, string path, string accept = "text/html", params (string Name, string Value)[] headers)
    {
        using var client = world.App.GetTestServer().CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://localhost{path}"));
        request.Headers.TryAddWithoutValidation("Cookie", Cookie);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
