using CrmLive.Access;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>What a person changed about a record in one save, to be taken back by them.</summary>
public sealed class EditUndo(CrmDb db, EditMerge edits, TimeProvider clock)
{
    /// <summary>So long a record can be called back by who handed it on, though it has left their reach.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    /// <summary>The record with what it was before and after the save that made the version.</summary>
    /// <exception cref="RuleBroken">The save was somebody else's, or there was none.</exception>
    public async Task<UndoneEdit<T>> Of<T>(long id, long version, CancellationToken ct)
        where T : Entity, IRecord
    {
        if (await db.Set<T>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } record)
        {
            return await HandedOn<T>(id, ct) is { } handed && handed.Record.Version == version ? handed : throw Find.NoSuch<T>(id);
        }

        var isMine = await SavesOf(record).AnyAsync(happened => happened.SubjectVersion == version, ct);
        var (before, after) = (await At(record, version - 1, ct), await At(record, version, ct));
        return isMine && before is not null && after is not null
            ? new UndoneEdit<T>(record, before, after)
            : throw new RuleBroken("record.not_edited", "There is nothing of yours to take back here.");
    }

    /// <summary>A record out of reach that the person gave away a short while ago, and that nobody has changed since; null for any other.</summary>
    public async Task<UndoneEdit<T>?> HandedOn<T>(long id, CancellationToken ct)
        where T : Entity, IRecord
    {
        var since = clock.GetUtcNow() - Kept;
        var record = await db.Set<T>().IgnoreQueryFilters([Filters.Visible]).SingleOrDefaultAsync(row => row.Id == id, ct);
        if (record is null || !await SavesOf(record).AnyAsync(happened => happened.SubjectVersion == record.Version && happened.At >= since, ct))
        {
            return null;
        }

        var before = await edits.Former<T>(id, record.Version - 1, ct);
        return before is IOwned owned && owned.OwnerId != (record as IOwned)?.OwnerId && MayChange(before, owned) ? new UndoneEdit<T>(record, before, record) : null;
    }

    // It is given back into the reach that it was taken from, and into no other.
    private bool MayChange<T>(T before, IOwned owned)
        where T : Entity, IRecord => AccessPolicy.Decide(
            db.Work.Actor,
            new Permission(before.Kind.Name, Permission.Update),
            new Resource(before.Kind, before.TenantId, owned.OwnerId, owned.TeamId, IsDeleted: false)).IsAllowed;

    private async Task<T?> At<T>(T record, long version, CancellationToken ct)
        where T : Entity, IRecord => version == record.Version ? record : await edits.Former<T>(record.Id, version, ct);

    // A save that changed nothing has the version of somebody else's.
    private IQueryable<StoredEvent> SavesOf<T>(T record)
        where T : Entity, IRecord
    {
        var (kind, id) = (record.Kind.Name, record.Id);
        return db.Events.AsNoTracking().Where(happened => happened.SubjectKind == kind && happened.SubjectId == id && happened.ActorId == db.UserId);
    }
}

/// <param name="Record">As it is now.</param>
/// <param name="Before">As it was before the save.</param>
/// <param name="After">As the save left it.</param>
public sealed record UndoneEdit<T>(T Record, T Before, T After);

/// <summary>Whose a record is, to be merged like a field.</summary>
internal sealed record Owned(long? OwnerId);
