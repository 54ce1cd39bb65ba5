using System.Globalization;
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
    public async Task<TFields> Of<TRecord, TFields>(
        TRecord record, Func<TRecord, TFields> fieldsOf, TFields typed, long? version, bool isExact, CancellationToken ct)
        where TRecord : Entity, IRecord
        where TFields : class
    {
        var hidden = db.Work.Actor.HiddenFields;
        var theirs = fieldsOf(record);
        if (version is not { } based || based == record.Version)
        {
            return HiddenFields.Keep(typed, theirs, hidden);
        }

        var former = based < record.Version
            ? await provider.AtVersion<TRecord>(db, based).SingleOrDefaultAsync(row => row.Id == record.Id, ct)
            : null;
        if (former is null)
        {
            throw new StaleVersion(record.Kind, record.Id, record.Version);
        }

        var original = fieldsOf(former);
        var mine = HiddenFields.Keep(typed, original, hidden);
        var merge = ThreeWay<TFields>.Of(original, mine, theirs);
        if (merge.Conflicts.Count == 0)
        {
            return isExact ? throw new StaleVersion(record.Kind, record.Id, record.Version) : merge.Merged;
        }

        var fields = await Describe(record, based, merge.Conflicts, [original, theirs, mine], ct);
        HiddenFields.Blank(merge.Merged, hidden);
        HiddenFields.Blank(theirs, hidden);
        throw new FieldConflict(record.Kind, record.Id, record.Version, merge.Merged, theirs, fields);
    }

    private async Task<IReadOnlyList<ConflictingField>> Describe<TRecord>(
        TRecord record, long version, IReadOnlyList<FieldUnit> units, object[] sides, CancellationToken ct)
        where TRecord : Entity, IRecord
    {
        var changes = await db.Events.AsNoTracking()
            .Where(e => e.SubjectKind == record.Kind.Name && e.SubjectId == record.Id && e.SubjectVersion > version)
            .OrderByDescending(e => e.SubjectVersion).ThenByDescending(e => e.Id)
            .Take(MostEvents)
            .ToListAsync(ct);
        var said = changes.Select(e => (Event: e, Fields: RecordHistory.Fields(e).Select(field => field.Name).ToHashSet(StringComparer.Ordinal))).ToList();
        var found = units.SelectMany(unit => unit.Properties.Select(property => (unit.Name, Field: EventJson.Snake(property.Name), Values: sides.Select(property.GetValue).ToArray())))
            .Where(field => !Equals(field.Values[1], field.Values[2]))
            .ToList();
        var names = await RecordNames.Of(db, found.SelectMany(field => RecordNames.References(field.Field, field.Values.Select(Text))), ct);
        return [.. found.Select(field =>
        {
            var by = said.Find(change => change.Fields.Contains(field.Field)).Event ?? changes.FirstOrDefault();
            FieldValue Value(int side) => new(RecordNames.Wire(field.Field, field.Values[side]), names.Show(field.Field, Text(field.Values[side])));
            return new ConflictingField(field.Name, field.Field, Value(0), Value(1), Value(2), by?.ActorName ?? "Somebody else", by?.At ?? record.ChangedAt);
        })];
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        decimal amount => amount.ToString("#,##0.####", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "no",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
