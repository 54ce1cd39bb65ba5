using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data;

/// <summary>What one save does to one row: added, changed or removed, with each field's value before and after.</summary>
internal sealed record RowChange(Entity Row, string Verb, IReadOnlyDictionary<string, object?[]> Fields)
{
    private const string Folded = nameof(RecordField.Folded);
    public const string Created = "created";
    public const string Removed = "removed";

    // What the software keeps count of follows from the rest and is no news.
    private static readonly HashSet<string> Silent =
        [nameof(Entity.TenantId), nameof(Entity.Id), nameof(Entity.Version), nameof(Entity.ChangedAt), nameof(Pipeline.Deal.CloseMoves), nameof(Pipeline.Deal.MovedAt),
            nameof(Customers.Account.NameKey), nameof(Access.Team.FoldedName)];

    public string Kind => Row is IRecord record ? record.Kind.Name : EventJson.Snake(Row.GetType().Name);

    public static RowChange Of(EntityEntry<Entity> entry)
    {
        var fields = new SortedDictionary<string, object?[]>(StringComparer.Ordinal);
        foreach (var property in entry.Properties.Where(property => (property.IsModified || entry.State != EntityState.Modified) && !IsSilent(property.Metadata)))
        {
            var before = entry.State == EntityState.Added ? null : property.OriginalValue;
            var after = entry.State == EntityState.Deleted ? null : property.CurrentValue;
            if (entry.State == EntityState.Modified ? !Equals(before, after) : (before ?? after) is not null)
            {
                fields[EventJson.Snake(property.Metadata.Name)] = [before, after];
            }
        }

        return new RowChange(entry.Entity, VerbOf(entry, fields), fields);
    }

    /// <summary>The entity's own events; for a record that recorded none, one that says what changed.</summary>
    public IEnumerable<DomainEvent> Happened() =>
        Row.Events.Count > 0 ? Row.Events
        : Row is IRecord record ? [new RecordChanged(record.Kind, Row.Id, Verb, Fields)]
        : [];

    // Texts that stand a second time in folded form are shadows of themselves.
    private static bool IsSilent(IProperty property) => Silent.Contains(property.Name) || (property.IsShadowProperty() && property.Name.EndsWith(Folded, StringComparison.Ordinal));

    private static string VerbOf(EntityEntry<Entity> entry, SortedDictionary<string, object?[]> fields) => entry.State switch
    {
        EntityState.Added => Created,
        EntityState.Deleted => Removed,
        _ when fields.TryGetValue("deleted_at", out var deleted) => deleted[1] is null ? "restored" : "deleted",
        _ => "updated",
    };
}

/// <summary>The event of every plain change: <c>account.updated.v1</c> and so on, with the fields before and after.</summary>
internal sealed record RecordChanged(RecordKind Kind, long RecordNumber, string Verb, IReadOnlyDictionary<string, object?[]> Fields)
    : DomainEvent($"{Kind.Name}.{Verb}.v1", Kind, RecordNumber);
