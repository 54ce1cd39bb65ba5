using CrmLive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmLive.Operations;

/// <summary>Whether every consumer of events keeps up: none fails over and over, none is more than a minute behind.</summary>
internal sealed class QueueHealth(CrmDbFactory databases, TimeProvider clock) : IHealthCheck
{
    private const int Stuck = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = databases.CreateSystemWide("health");
        var before = clock.GetUtcNow() - Patience;
        var behind = await db.ConsumerPositions.AsNoTracking()
            .Where(consumer => consumer.Failures >= Stuck || (consumer.MovedAt < before && db.Events.Any(e => e.Id > consumer.EventId && e.At < before)))
            .Select(consumer => consumer.Name)
            .ToListAsync(cancellationToken);
        return behind.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(", ", behind));
    }
}
