using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Reads what the policy needs to know about a record, found by its identifier.</summary>
internal static class Resources
{
    /// <summary>Null when there is none that the asker may see themselves. Records in the bin are found: the answer says that they are there.</summary>
    public static async Task<Resource?> ResourceOf(this CrmDb db, RecordId id, CancellationToken ct)
    {
        var type = db.Model.GetEntityTypes().Select(entity => entity.ClrType)
            .FirstOrDefault(clr => typeof(IRecord).IsAssignableFrom(clr) && ((IRecord)Activator.CreateInstance(clr, nonPublic: true)!).Kind == id.Kind);
        return type is null
            ? null
            : await (Task<Resource?>)typeof(Resources).GetMethod(nameof(Read), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type).Invoke(null, [db, id, ct])!;
    }

    private static async Task<Resource?> Read<T>(CrmDb db, RecordId id, CancellationToken ct)
        where T : Entity, IRecord
    {
        // Why somebody cannot see what is in the bin is a question too.
        var row = await db.Set<T>().IgnoreQueryFilters([Filters.Deleted]).AsNoTracking().SingleOrDefaultAsync(record => record.Id == id.Number, ct);
        return row is null
            ? null
            : new Resource(id.Kind, row.TenantId, (row as IOwned)?.OwnerId, (row as IOwned)?.TeamId, (row as ISoftDeleted)?.DeletedAt is not null);
    }
}
