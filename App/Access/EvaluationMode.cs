using System.Net;
using CrmLive.Operations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>
/// Whether people look around with one-click accounts: on the private database, without an identity provider, and where nobody else can reach the
/// program. What was granted in this mode, sessions and keys, counts only while it lasts.
/// </summary>
public sealed class EvaluationMode : IDisposable
{
    private readonly Home _home;
    private readonly IOptionsMonitor<EntraOptions> _directory;
    private readonly IServer _server;
    private readonly IDisposable? _watch;

    public EvaluationMode(Home home, IOptionsMonitor<EntraOptions> directory, IServer server)
    {
        (_home, _directory, _server) = (home, directory, server);
        _watch = directory.OnChange(_ => Look());
    }

    /// <summary>Raised while the program runs when an identity provider was configured.</summary>
    public event Action? Over;

    /// <summary>The installation has become a real one: what was granted for evaluation ends for good.</summary>
    public bool IsOver => !_home.IsEvaluation || _directory.CurrentValue.IsConfigured;

    /// <summary>An address at which others than this machine reach the program; null where there is none.</summary>
    public string? Exposed => _server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => !IsLoopback(address));

    public bool IsOn => !IsOver && Exposed is null;

    /// <summary>Why one-click sign-in is refused on what would be an evaluation; null where it is not.</summary>
    public string? Refusal => !IsOver && Exposed is { } address
        ? $"One-click sign-in is off because the program listens at {address}, where others can reach it. Listen at http://localhost:5080 (ASPNETCORE_URLS), or connect an identity provider (SignIn__Entra__…)."
        : null;

    /// <param name="method">How the session began, or that of the key's maker; null for the command line.</param>
    public bool Allows(string? method) => method != Session.Evaluation || IsOn;

    /// <summary>The request comes from this machine itself and through nobody else.</summary>
    public static bool IsLocal(HttpContext http) =>
        IsLoopback(http.Connection.RemoteIpAddress)
        && IsLoopback(http.Connection.LocalIpAddress)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded");

    public void Dispose() => _watch?.Dispose();

    // A pipe or a socket file has no address and belongs to this machine.
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLoopback(string address)
    {
        var bound = BindingAddress.Parse(address);
        return bound.IsUnixPipe || bound.IsNamedPipe
            || string.Equals(bound.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(bound.Host, out var number) && IPAddress.IsLoopback(number));
    }

    private void Look()
    {
        if (IsOver)
        {
            Over?.Invoke();
        }
    }
}
