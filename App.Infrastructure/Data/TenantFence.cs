using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Data;

/// <summary>Refuses to save a row of another tenant. The second of the three fences; the database is the third.</summary>
public sealed class TenantFence : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new InvalidOperationException("Save with SaveChangesAsync: saving blocks on the database.");

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is CrmDb { IsSystemWide: false } db)
        {
            var stranger = db.ChangeTracker.Entries<ITenantRow>()
                .FirstOrDefault(entry => entry.State is not (EntityState.Unchanged or EntityState.Detached) && entry.Entity.TenantId != db.TenantId);
            if (stranger is not null)
            {
                throw new TenantBreach(stranger.Metadata.ClrType.Name, db.TenantId, stranger.Entity.TenantId);
            }
        }

        return ValueTask.FromResult(result);
    }
}

/// <summary>Code tried to write a row of another tenant: a defect, never a user's fault.</summary>
public sealed class TenantBreach(string entity, long tenantId, long strangerId)
    : InvalidOperationException($"Tenant {tenantId} tried to save a {entity} of tenant {strangerId}.");
