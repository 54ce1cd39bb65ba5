using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CrmLive.Data;

/// <summary>Stamps the tenant of the unit of work on a row when it is added.</summary>
internal static class TenantStamp
{
    // Before the row is tracked, because the tenant is in its key and in every foreign key. A value generator would come too late:
    // where the row that a foreign key names is not loaded, EF takes the whole key for unknown.
    public static void OnTracking(object? sender, EntityTrackingEventArgs tracking)
    {
        if (tracking is { FromQuery: false, State: EntityState.Added, Entry: { Entity: ITenantRow { TenantId: 0 } row, Context: CrmDb db } })
        {
            tracking.Entry.Property(nameof(ITenantRow.TenantId)).CurrentValue = db.IsSystemWide
                ? throw new InvalidOperationException($"Work across tenants must name the tenant of the {row.GetType().Name} that it adds.")
                : db.TenantId;
        }
    }
}
