using System.Linq.Expressions;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Merges an edit with what others saved since its writer read the record. The original comes from the history of the record.</summary>
public sealed class EditMerge(CrmDb db, DatabaseProvider provider)
{
    private const int MostEvents = 200;

    /// <summary>The fields to save. What the person cannot see stays as it is.</summary>
    /// <param name="version">The version that the edit is based on; null for whatever there is.</param>
    /// <param name="isExact">Refuse instead of merging, as If-Match asks.</param>
    /// <exception cref="StaleVersion">It is another version, and merging was not asked for or is not possible.</exception>
    /// <exception cref="FieldConflict">The same fields were changed to other values.</exception>
    public Task<TFields> Of<TRecord, TFields>(
        TRecord record, Func<TRecord, TFields> fieldsOf, TFields typed, long? version, bool isExact, CancellationToken ct)
        where TRecord : Entity, IRecord
        where TFields : class => Merge((record.Kind, record.Id), record, fieldsOf, typed, version, isExact, _ => happened => happened.SubjectVersion > version, ct);

    /// <summary>The same for a part of a record that has a version of its own, such as a product line of a deal.</summary>
    public Task<TFields> OfPart<TWhole, TPart, TFields>(TWhole whole, TPart part, Func<TPart, TFields> fieldsOf, TFields typed, long? version, CancellationToken ct)
        where TWhole : Entity, IRecord
        where TPart : Entity
        where TFields : class => Merge((whole.Kind, whole.Id), part, fieldsOf, typed, version, isExact: false, former => happened => happened.At >= former.ChangedAt, ct);

    /// <summary>What a record that the person may change today was, whoever owned it then.</summary>
    public Task<TRow?> Former<TRow>(long id, long version, CancellationToken ct)
        where TRow : Entity =>
        provider.Former<TRow>(db).IgnoreQueryFilters([Filters.Visible]).SingleOrDefaultAsync(one => one.Id == id && one.Version == version, ct);

    private async Task<TFields> Merge<TRow, TFields>(
        (RecordKind Kind, long Id) subject, TRow row, Func<TRow, TFields> fieldsOf, TFields typed, long? version, bool isExact,
        Func<TRow, Expression<Func<StoredEvent, bool>>> since, CancellationToken ct)
        where TRow : Entity
        where TFields : class
    {
        var hidden = db.Work.Actor.HiddenFields;
        var theirs = fieldsOf(row);
        if (version is not { } based || based == row.Version)
        {
            return HiddenFields.Keep(typed, theirs, hidden);
        }

        var former = based < row.Version
            ? await Former<TRow>(row.Id, based, ct)
            : null;
        if (former is null)
        {
            throw new StaleVersion(subject.Kind, subject.Id, row.Version);
        }

        var original = fieldsOf(former);
        var mine = HiddenFields.Keep(typed, original, hidden);
        var merge = ThreeWay<TFields>.Of(original, mine, theirs);
        if (merge.Conflicts.Count == 0)
        {
            return isExact ? throw new StaleVersion(subject.Kind, subject.Id, row.Version) : merge.Merged;
        }

        var fields = await Describe(subject, since(former), row.ChangedAt, merge.Conflicts, [original, theirs, mine], ct);
        HiddenFields.Blank(merge.Merged, hidden);
        HiddenFields.Blank(theirs, hidden);
        throw new FieldConflict(subject.Kind, subject.Id, row.Version, merge.Merged, theirs, fields);
    }

    private async Task<IReadOnlyList<ConflictingField>> Describe(
        (RecordKind Kind, long Id) subject, Expression<Func<StoredEvent, bool>> since, DateTimeOffset until, IReadOnlyList<FieldUnit> units, object[] sides, CancellationToken ct)
    {
        var changes = await db.Events.AsNoTracking()
            .Where(e => e.SubjectKind == subject.Kind.Name && e.SubjectId == subject.Id)
            .Where(since)
            .OrderByDescending(e => e.SubjectVersion).ThenByDescending(e => e.Id)
            .Take(MostEvents)
            .ToListAsync(ct);
        var said = changes.Select(e => (Event: e, Fields: RecordHistory.Fields(e).Select(field => field.Name).ToHashSet(StringComparer.Ordinal))).ToList();
        var found = units.SelectMany(unit => unit.Properties.Select(property => (unit.Name, Field: EventJson.Snake(property.Name), Values: sides.Select(property.GetValue).ToArray())))
            .Where(field => !Equals(field.Values[1], field.Values[2]))
            .ToList();
        var names = await RecordNames.Of(db, found.SelectMany(field => RecordNames.References(field.Field, field.Values.Select(value => FieldWords.Of(db.Work, field.Field, value)))), ct);
        return [.. found.Select(field =>
        {
            var by = said.Find(change => change.Fields.Contains(field.Field)).Event ?? changes.FirstOrDefault();
            FieldValue Value(int side) => new(RecordNames.Wire(field.Field, field.Values[side]), names.Show(field.Field, FieldWords.Of(db.Work, field.Field, field.Values[side])));
            return new ConflictingField(field.Name, field.Field, Value(0), Value(1), Value(2), by?.ActorName ?? "Somebody else", by?.At ?? until);
        })];
    }
}
