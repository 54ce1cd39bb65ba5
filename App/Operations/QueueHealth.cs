using CrmLive.Live;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmLive.Operations;

/// <summary>Whether every consumer of events keeps up: none fails over and over, none is more than a minute behind.</summary>
internal sealed class QueueHealth(ConsumerDesk consumers) : IHealthCheck
{
    private const int Stuck = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var lags = await consumers.Lag(cancellationToken);
        List<string> behind = [.. lags.Where(lag => lag.Failures >= Stuck || lag.Seconds > Patience.TotalSeconds).Select(lag => lag.Consumer)];
        return behind.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(", ", behind));
    }
}
