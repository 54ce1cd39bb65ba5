using CrmLive.Data;
using CrmLive.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmLive.Operations;

/// <summary>Whether audit entries are sealed soon after they are written, and their checkpoints are where they were.</summary>
internal sealed class AuditHealth(CrmDbFactory databases, DatabaseProvider provider, CheckpointLog checkpoints, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await checkpoints.Alarms(cancellationToken) is [var alarm, ..])
        {
            return HealthCheckResult.Degraded(alarm);
        }

        await using var db = databases.CreateSystemWide("health");
        var place = await db.ConsumerPositions.AsNoTracking().SingleOrDefaultAsync(position => position.Name == AuditSealer.Name, cancellationToken);
        var next = await AuditReader.Read(db, provider, place?.CommitMark ?? 0, place?.EventId ?? 0, take: 1, cancellationToken);
        return next is [var oldest] && oldest.Entry.At < clock.GetUtcNow() - Patience
            ? HealthCheckResult.Degraded("Audit entries are not sealed.")
            : HealthCheckResult.Healthy();
    }
}
