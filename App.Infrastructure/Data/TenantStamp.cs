using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CrmLive.Data;

/// <summary>Stamps the tenant of the unit of work on a row when it is added.</summary>
internal static class TenantStamp
{
    // A value generator would do, were the tenant not part of foreign keys too: EF then takes it for unknown.
    public static void OnTracked(object? sender, EntityTrackedEventArgs tracked)
    {
        if (tracked is { FromQuery: false, Entry: { State: EntityState.Added, Entity: ITenantRow { TenantId: 0 }, Context: CrmDb db } })
        {
            tracked.Entry.Property(nameof(ITenantRow.TenantId)).CurrentValue = db.TenantId;
        }
    }
}
