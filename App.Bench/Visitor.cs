using System.Security.Claims;
using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmLive.Bench;

/// <summary>Somebody who is signed in, without the form.</summary>
internal static class Visitor
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <returns>The cookie of a new session, as its name and its value.</returns>
    public static async Task<(string Name, string Value)> SignIn(BenchHost bench, Caller person)
    {
        var session = await bench.Door.Send(Caller.Software(person.TenantId, "bench"), new StartSession(person.UserId!.Value, SignInMethod.Evaluation, "bench"));
        var options = bench.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        var identity = SignedIn.Identity(person.TenantId, session.UserId, session.SessionId, session.Name, Scheme);
        return (options.Cookie.Name!, options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)));
    }
}
