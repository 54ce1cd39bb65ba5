using System.Diagnostics.Metrics;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>Measures now and then how far each kind of work is behind, for the metrics <c>crm.work.lag.items</c> and <c>crm.work.lag.age</c>.</summary>
public sealed class WorkLagMeter : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly WorkStore _store;
    private readonly TimeProvider _clock;
    private readonly Outages _outages;
    private readonly ILogger<WorkLagMeter> _log;
    private volatile IReadOnlyList<(string Kind, long Items, double Seconds)> _last = [];

    public WorkLagMeter(WorkStore store, TimeProvider clock, Outages outages, ILogger<WorkLagMeter> log)
    {
        (_store, _clock, _outages, _log) = (store, clock, outages, log);
        Telemetry.Meter.CreateObservableGauge("crm.work.lag.items", () => _last.Select(lag => Measured(lag.Kind, lag.Items)), "{item}", "Items that are due and not begun");
        Telemetry.Meter.CreateObservableGauge("crm.work.lag.age", () => _last.Select(lag => Measured(lag.Kind, lag.Seconds)), "s", "How long the oldest of them has been due");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        do
        {
            try
            {
                var lags = await _store.Lag(WorkPause.AllTenants, stoppingToken);
                _last = [.. lags.Where(lag => !lag.IsPaused).GroupBy(lag => lag.Kind).Select(kind => (kind.Key, kind.Sum(lag => lag.Items), kind.Max(lag => lag.Seconds)))];
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_outages.Heard(failure))
                {
                    _log.LogWarning(failure, "The lag of the work queue could not be measured");
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static Measurement<T> Measured<T>(string kind, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("kind", kind));
}
