using System.Diagnostics.Metrics;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>Measures now and then how far each consumer is behind, for the metrics <c>crm.consumer.lag.events</c> and <c>crm.consumer.lag.age</c>.</summary>
public sealed class RelayLag : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConsumerDesk _desk;
    private readonly TimeProvider _clock;
    private readonly Outages _outages;
    private readonly ILogger<RelayLag> _log;
    private volatile IReadOnlyList<ConsumerLag> _last = [];

    public RelayLag(ConsumerDesk desk, TimeProvider clock, Outages outages, ILogger<RelayLag> log)
    {
        (_desk, _clock, _outages, _log) = (desk, clock, outages, log);
        Telemetry.Meter.CreateObservableGauge("crm.consumer.lag.events", () => _last.Select(lag => Measured(lag, lag.Events)), "{event}", "Events not yet handled");
        Telemetry.Meter.CreateObservableGauge("crm.consumer.lag.age", () => _last.Select(lag => Measured(lag, lag.Seconds)), "s", "Age of the oldest event not yet handled");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        do
        {
            try
            {
                _last = await _desk.Lag(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_outages.Heard(failure))
                {
                    _log.LogWarning(failure, "The lag of consumers could not be measured");
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static Measurement<T> Measured<T>(ConsumerLag lag, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("consumer", lag.Consumer));
}
