using CrmLive.Access;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Loads one record behind the fences, or refuses in the one way.</summary>
public static class Find
{
    /// <summary>
    /// The record within the reach of the request's permission. One that can be read but not touched is denied; one that cannot be read does not exist.
    /// </summary>
    public static async Task<T> Require<T>(this CrmDb db, long id, CancellationToken ct)
        where T : Entity, IRecord
    {
        if (await ByNumber<T>.Query.Ask(db, id, ct) is { } found)
        {
            return found;
        }

        var kind = Kind<T>();
        if (db.Work.Needs is { } needs && needs.Entity == kind.Name && await db.CanRead<T>(id, ct))
        {
            throw new AccessDenied($"You can see {new RecordId(kind, id)}, but your role does not let you {needs.Action} it. Ask its owner or a manager.");
        }

        throw new NotFound(kind, id);
    }

    /// <summary>Like <see cref="Require{T}(CrmDb, long, CancellationToken)"/>, at the version that the caller has seen.</summary>
    public static async Task<T> Require<T>(this CrmDb db, long id, long? version, CancellationToken ct)
        where T : Entity, IRecord
    {
        var found = await db.Require<T>(id, ct);
        return version is null || found.Version == version ? found : throw new StaleVersion(found.Kind, id, found.Version);
    }

    /// <summary>The record whether or not it is in the bin, at the version that the caller has seen; tenant and reach still apply.</summary>
    public static async Task<T> RequireFromBin<T>(this CrmDb db, long id, long? version, CancellationToken ct)
        where T : Entity, IRecord, ISoftDeleted
    {
        // What is restored is behind this filter.
        var found = await db.Set<T>().IgnoreQueryFilters([Filters.Deleted]).SingleOrDefaultAsync(row => row.Id == id, ct)
            ?? throw new NotFound(Kind<T>(), id);
        return version is null || found.Version == version ? found : throw new StaleVersion(found.Kind, id, found.Version);
    }

    /// <summary>The record as it was at an instant, whoever owned it then, for somebody who may see it today; it may be in the bin by now.</summary>
    public static async Task<T> RequireAsOf<T>(this CrmDb db, DatabaseProvider provider, long id, DateTimeOffset instant, CancellationToken ct)
        where T : Entity, IRecord, ISoftDeleted
    {
        var isSeen = await db.Set<T>().IgnoreQueryFilters([Filters.Deleted]).AnyAsync(row => row.Id == id, ct);
        var former = isSeen ? await provider.AsOf<T>(db, instant).IgnoreQueryFilters([Filters.Visible]).SingleOrDefaultAsync(row => row.Id == id, ct) : null;
        return former ?? throw new NotFound(Kind<T>(), id);
    }

    /// <summary>Refuses a record that does not exist for this person, in the one way.</summary>
    internal static NotFound NoSuch<T>(long id)
        where T : Entity, IRecord => new(Kind<T>(), id);

    /// <summary>The rows in the bin only, or those outside it only.</summary>
    public static IQueryable<T> Binned<T>(this IQueryable<T> rows, bool inBin)
        where T : class, ISoftDeleted =>
        inBin ? rows.IgnoreQueryFilters([Filters.Deleted]).Where(row => row.DeletedAt != null) : rows;

    /// <summary>Refuses a reference to a record that does not exist for this person, by the field that holds it.</summary>
    public static async Task RequireVisible<T>(this CrmDb db, long? id, string field, CancellationToken ct)
        where T : Entity, IRecord
    {
        if (id is { } number && !await db.Set<T>().AsNoTracking().AnyAsync(row => row.Id == number, ct))
        {
            throw InvalidInput.Of(field, "unknown", $"There is no {new RecordId(Kind<T>(), number)}. Choose one from the list.");
        }
    }

    private static RecordKind Kind<T>()
        where T : Entity, IRecord => ((T)Activator.CreateInstance(typeof(T), nonPublic: true)!).Kind;

    // Tells "may not touch" from "does not exist": the policy decides, the tenant and the bin still apply.
    private static async Task<bool> CanRead<T>(this CrmDb db, long id, CancellationToken ct)
        where T : Entity, IRecord
    {
        var hidden = await db.Set<T>().IgnoreQueryFilters([Filters.Visible]).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        return hidden is IOwned owned && AccessPolicy.Decide(
            db.Work.Actor,
            new Permission(hidden.Kind.Name, Permission.Read),
            new Resource(hidden.Kind, hidden.TenantId, owned.OwnerId, owned.TeamId, IsDeleted: false)).IsAllowed;
    }

    private static class ByNumber<T>
        where T : Entity, IRecord
    {
        public static readonly HotQuery<long, T> Query = new((db, id, _) => db.Set<T>().SingleOrDefault(row => row.Id == id));
    }
}
