using System.Globalization;

namespace CrmLive.Operations;

/// <summary>
/// The time between "not ready" and closed doors: a balancer sees 503 at <c>/health/ready</c> and sends nobody any more, while who comes all the same
/// is still served. Without a balancer there is nobody to wait for.
/// </summary>
internal sealed class Draining(IConfiguration settings, TimeProvider clock) : IHostedLifecycleService
{
    private const string Setting = "DrainSeconds";
    private const int Longest = 20;
    private const int Usual = 5;

    private readonly TimeSpan _delay = Delay(settings);

    /// <exception cref="StartRefused">It is no number of seconds that leaves open requests the time to end.</exception>
    public static TimeSpan Delay(IConfiguration settings)
    {
        if (settings[Setting] is not { Length: > 0 } given)
        {
            return settings.GetSection("Proxies").GetChildren().Any() ? TimeSpan.FromSeconds(Usual) : TimeSpan.Zero;
        }

        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : throw new StartRefused($"{Setting} is '{given}'. It is a whole number from 0 to {Longest}.");
    }

    // Called before any part of the program is stopped, the doors included; by then the node says that it is leaving.
    public Task StoppingAsync(CancellationToken cancellationToken) => _delay > TimeSpan.Zero ? Task.Delay(_delay, clock, cancellationToken) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
