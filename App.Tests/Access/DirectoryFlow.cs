using CrmLive.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>A browser on its way through the sign-in, as the program sets it up, against a <see cref="FakeDirectory"/>: as far as who the person is.</summary>
internal sealed class DirectoryFlow : IDisposable
{
    private readonly ServiceProvider _services;

    public DirectoryFlow(FakeDirectory directory, TestClock clock)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        DirectorySignIn.Add(services.AddAuthentication(), FakeDirectory.Options);
        services.Configure<OpenIdConnectOptions>(DirectorySignIn.Scheme, options =>
        {
            options.BackchannelHttpHandler = new DirectoryWire(directory);
            options.Events.OnTicketReceived = ticket =>
            {
                Person = DirectoryPerson.Of(ticket.Principal!);
                ticket.HandleResponse();
                return Task.CompletedTask;
            };
            var explain = options.Events.OnRemoteFailure;
            options.Events.OnRemoteFailure = failed =>
            {
                Failure = DirectoryEvents.Reason(failed.Failure!);
                return explain(failed);
            };
        });
        _services = services.BuildServiceProvider();
    }

    public DirectoryPerson? Person { get; private set; }

    public DirectoryFailed? Failure { get; private set; }

    /// <summary>Where the browser was sent to, with the cookies that it was given.</summary>
    public async Task<Begun> Begin()
    {
        var http = Visit("/signin/directory");
        await http.ChallengeAsync(DirectorySignIn.Scheme, new AuthenticationProperties { RedirectUri = "/" });
        var asked = QueryHelpers.ParseQuery(new Uri(http.Response.Headers.Location!).Query).ToDictionary(one => one.Key, one => one.Value.ToString());
        return new Begun(asked["state"], asked["nonce"], [.. http.Response.Headers.SetCookie.Select(cookie => cookie!.Split(';')[0])]);
    }

    /// <summary>The browser comes back with an answer.</summary>
    public async Task Answer(IEnumerable<string> cookies, params (string Name, string Value)[] answer)
    {
        (Person, Failure) = (null, null);
        var http = Visit("/signin/callback");
        http.Request.QueryString = QueryString.Create(answer.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)));
        http.Request.Headers.Cookie = string.Join("; ", cookies);
        var handler = await http.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(http, DirectorySignIn.Scheme);
        (await ((IAuthenticationRequestHandler)handler!).HandleRequestAsync()).ShouldBeTrue();
        (Person is null).ShouldBe(Failure is not null);
    }

    /// <summary>The state as the program would have written it, with something changed in it.</summary>
    public string Rewrite(string state, Action<AuthenticationProperties> change)
    {
        var format = _services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(DirectorySignIn.Scheme).StateDataFormat;
        var properties = format.Unprotect(state)!;
        change(properties);
        return format.Protect(properties);
    }

    public void Dispose() => _services.Dispose();

    private DefaultHttpContext Visit(string path) => new()
    {
        RequestServices = _services.CreateScope().ServiceProvider,
        Request = { Method = "GET", Scheme = "https", Host = new HostString("crm.example"), Path = path },
    };

    internal sealed record Begun(string State, string Nonce, IReadOnlyList<string> Cookies);
}
