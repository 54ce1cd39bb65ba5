using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CrmLive.Access;

/// <summary>The sign-in cookie says which session it is; whether that session lives the database says, at every request.</summary>
internal sealed class CookieSessions(ActorDirectory actors, Dispatcher door, TimeProvider clock) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var caller = Access.SignedIn.Caller(context.Principal, new Origin("page", context.HttpContext.Connection.RemoteIpAddress?.ToString()));
        try
        {
            var known = await actors.Look(caller ?? throw new SignedOut(), context.HttpContext.RequestAborted);
            if (Session.IsDueForProlonging(known.ExpiresAt, clock.GetUtcNow()))
            {
                await door.Send(caller, new ProlongSession(caller.SessionId!.Value), context.HttpContext.RequestAborted);
            }
        }
        catch (SignedOut)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
    }

    // A machine gets the status, a person the page.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            // Without the host: it is the browser that knows where it is.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
