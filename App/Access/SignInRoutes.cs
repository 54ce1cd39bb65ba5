using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>The addresses that forms and links of signing in and out lead to. Every form post carries an antiforgery token.</summary>
internal static class SignInRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/signin/evaluation", Evaluation).AllowAnonymous();
        routes.MapGet("/signin/directory", Directory).AllowAnonymous();
        routes.MapPost("/signout", Out).AllowAnonymous();
    }

    private static async Task<IResult> Evaluation(
        [FromForm] long tenant, [FromForm] long user, [FromForm] string? to, SignInDesk desk, HttpContext http)
    {
        if (!desk.OffersEvaluation)
        {
            return Results.NotFound();
        }

        if (!EvaluationMode.IsLocal(http))
        {
            return Results.Text("One-click sign-in works only from the machine that the program runs on.", statusCode: StatusCodes.Status403Forbidden);
        }

        try
        {
            await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, await desk.SignInForEvaluation(tenant, user, http));
            return Results.LocalRedirect(LocalPath.Of(to));
        }
        catch (Exception refused) when (refused is RuleBroken or NotFound)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> Directory(string? to, SignInDesk desk, HttpContext http)
    {
        if (desk.Directory is null)
        {
            return Results.Redirect("/signin");
        }

        try
        {
            await http.ChallengeAsync(DirectorySignIn.Scheme, new AuthenticationProperties { RedirectUri = LocalPath.Of(to) });
            return Results.Empty;
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Results.Redirect(DirectoryEvents.Explain(http, DirectoryEvents.Reason(failure)));
        }
    }

    private static async Task<IResult> Out([FromForm] string? to, Dispatcher door, SignInDesk desk, HttpContext http)
    {
        if (SignedIn.Caller(http.User, new Origin("page", http.Connection.RemoteIpAddress?.ToString())) is { SessionId: { } session } caller)
        {
            await End(door, caller, session, http.RequestAborted);
        }

        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.Redirect(await Farewell(desk, http) ?? "/signed-out");
    }

    private static async Task End(Dispatcher door, Caller caller, long session, CancellationToken ct)
    {
        try
        {
            await door.Send(caller, new EndSession(session), ct);
        }
        catch (Exception ended) when (ended is SignedOut or NotFound)
        {
            // It was over already; the cookie goes all the same.
            return;
        }
    }

    // The identity provider's own page for signing out, when it has one and we are told to use it.
    private static async Task<string?> Farewell(SignInDesk desk, HttpContext http)
    {
        if (desk.Directory is not { EndDirectorySession: true } options)
        {
            return null;
        }

        try
        {
            var back = Uri.EscapeDataString($"{http.Request.Scheme}://{http.Request.Host}/signed-out");
            var scheme = http.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(DirectorySignIn.Scheme);
            var directory = await scheme.ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
            return directory.EndSessionEndpoint is { Length: > 0 } address
                ? $"{address}?client_id={Uri.EscapeDataString(options.ClientId!)}&post_logout_redirect_uri={back}"
                : null;
        }
        catch (Exception failure) when (failure is IOException or DirectoryFailed or InvalidOperationException)
        {
            // It cannot be reached; the session here is over all the same.
            return null;
        }
    }
}

/// <summary>Where to go after signing in: an address of ours, or home.</summary>
internal static class LocalPath
{
    public static string Of(string? to) =>
        to is ['/', ..] && (to.Length == 1 || to[1] is not ('/' or '\\')) && !to.Any(char.IsControl) && to.Length <= 2000 ? Ascii(to) : "/";

    // It goes into a header, which holds no other letters.
    private static string Ascii(string to) =>
        string.Concat(to.EnumerateRunes().Select(letter => letter.IsAscii ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));
}
