using CrmLive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmLive.Operations;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseHealth(CrmDbFactory databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = databases.CreateSystemWide("health");
        await db.Tenants.AsNoTracking().Select(tenant => tenant.Id).Take(1).ToListAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
