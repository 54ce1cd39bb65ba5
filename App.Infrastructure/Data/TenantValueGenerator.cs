using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace CrmLive.Data;

/// <summary>Stamps the tenant of the unit of work when a row is added, before its key is tracked.</summary>
internal sealed class TenantValueGenerator : ValueGenerator<long>
{
    public override bool GeneratesTemporaryValues => false;

    public override long Next(EntityEntry entry) => entry.Context is CrmDb { IsSystemWide: false } db
        ? db.TenantId
        : throw new InvalidOperationException($"Work across tenants must name the tenant of the {entry.Metadata.ClrType.Name} that it adds.");
}
