using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Data;

/// <summary>Writes, in the transaction of the change, its events and its audit entry, and counts versions; tells <see cref="CommitFeed"/> after the commit.</summary>
public sealed class ChangeRecorder(TimeProvider clock, IdGenerator ids, CommitFeed feed, NodeName node)
    : SaveChangesInterceptor, IDbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is CrmDb { IsSystemWide: false } db)
        {
            try
            {
                await Write(db, cancellationToken);
            }
            catch
            {
                TakeBack(db);
                throw;
            }
        }

        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is CrmDb db)
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
            db.Unsaved.Accept();
            if (db.Database.CurrentTransaction is null)
            {
                Tell(db);
            }
        }

        return ValueTask.FromResult(result);
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        TakeBack(eventData.Context as CrmDb);
        return Task.CompletedTask;
    }

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        TakeBack(eventData.Context as CrmDb);
        return Task.CompletedTask;
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The transaction that a save opens for itself commits before the save is over; SavedChanges tells then.
        if (eventData.Context is CrmDb { Unsaved.IsEmpty: true } db)
        {
            Tell(db);
        }

        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is CrmDb db)
        {
            db.Uncommitted.Clear();
            db.HasPutWork = false;
        }

        return Task.CompletedTask;
    }

    private static void TakeBack(CrmDb? db)
    {
        if (db is not null)
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
            db.Unsaved.Discard();
        }
    }

    private static List<RowChange> Touch(CrmDb db, DateTimeOffset now)
    {
        var changes = new List<RowChange>();
        foreach (var entry in db.ChangeTracker.Entries<Entity>().Where(HasNews))
        {
            if (entry.State is not EntityState.Deleted)
            {
                FoldedTexts.Follow(entry);
                var version = entry.Property<long>(nameof(Entity.Version));
                version.CurrentValue = entry.State == EntityState.Added ? 1 : version.OriginalValue + 1;
                entry.Property<DateTimeOffset>(nameof(Entity.ChangedAt)).CurrentValue = entry.Entity.Events.Max(happened => happened.At) ?? now;
            }

            changes.Add(RowChange.Of(entry));
        }

        return changes;
    }

    // A row to which something happened is saved with it, even when none of its own fields changed: the roles of a person, for example.
    private static bool HasNews(EntityEntry<Entity> entry) => entry.State is not EntityState.Unchanged || entry.Entity.Events.Count > 0;

    private async Task Write(CrmDb db, CancellationToken ct)
    {
        // The fence has just found all that changed; from here to the end of the save whoever changes something says so.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var changes = Touch(db, db.DoneAt ?? clock.GetUtcNow());
        db.Unsaved.Removes = changes.Exists(change => change.Verb == RowChange.Removed);
        await AddEvents(db, changes, ct);
        await AddAudit(db, changes, ct);
        await SearchIndex.Follow(db, changes, ct);
    }

    private async Task AddEvents(CrmDb db, List<RowChange> changes, CancellationToken ct)
    {
        foreach (var change in changes)
        {
            foreach (var happened in change.Happened())
            {
                db.Unsaved.Add(Store(db, change, happened, await ids.Next(ct)), change.Row);
            }
        }
    }

    private StoredEvent Store(CrmDb db, RowChange change, DomainEvent happened, long id)
    {
        var work = db.Work;
        return new StoredEvent
        {
            Id = id,
            Type = happened.Type,
            SubjectKind = happened.Subject.Name,
            SubjectId = happened.SubjectId,
            SubjectVersion = change.Row.Version,
            Payload = EventJson.Write(happened),
            ActorId = work.Actor.UserId,
            ActorName = work.Actor.Name,
            Origin = work.Origin.Channel,
            Node = node.Value,
            CausationId = work.Cause?.EventId,
            CorrelationId = work.Cause?.CorrelationId ?? work.TraceId,
            Depth = (work.Cause?.Depth ?? -1) + 1,
            At = happened.At ?? db.DoneAt ?? clock.GetUtcNow(),
        };
    }

    private async Task AddAudit(CrmDb db, List<RowChange> changes, CancellationToken ct)
    {
        if (changes.Count > 0 || !db.HasAudited)
        {
            db.Unsaved.Add(AuditTrail.Entry(db.Work, await ids.Next(ct), clock.GetUtcNow(), AuditTrail.Done, changes));
        }
    }

    private void Tell(CrmDb db)
    {
        CommittedChange[] told = [.. db.Uncommitted];
        db.Uncommitted.Clear();
        feed.Publish(told);
        if (db.HasPutWork)
        {
            db.HasPutWork = false;
            feed.PublishWork();
        }
    }
}
