using CrmLive.Live;
using CrmLive.Operations.Audit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmLive.Operations;

/// <summary>Whether every consumer of events and all work of the queue keep up: none fails over and over, none is more than a minute behind.</summary>
internal sealed class QueueHealth(ConsumerDesk desk, WorkStore work) : IHealthCheck
{
    private const int Stuck = 3;
    private const double PatienceSeconds = 60;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // The sealer keeps its place among the consumers, but reads audit entries: see AuditHealth.
        var behind = (await desk.Lag(cancellationToken))
            .Where(lag => lag.Consumer != AuditSealer.Name && (lag.Failures >= Stuck || lag.Seconds > PatienceSeconds))
            .Select(lag => lag.Consumer)
            .Concat((await work.Lag(WorkPause.AllTenants, cancellationToken)).Where(lag => !lag.IsPaused && lag.Seconds > PatienceSeconds).Select(lag => lag.Kind).Distinct())
            .ToList();
        return behind.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(", ", behind));
    }
}
