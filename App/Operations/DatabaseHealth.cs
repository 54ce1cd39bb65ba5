using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmLive.Operations;

/// <summary>Whether the database answers, and takes what is written: that it lately did not those tell who met it.</summary>
internal sealed class DatabaseHealth(CrmDbFactory databases, Outages outages) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = databases.CreateSystemWide("health");
            await db.Tenants.AsNoTracking().Select(tenant => tenant.Id).Take(1).ToListAsync(cancellationToken);
            return outages.IsFull ? HealthCheckResult.Unhealthy("The disk of the database is full.") : HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (outages.Heard(failure))
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.", failure);
        }
    }
}
