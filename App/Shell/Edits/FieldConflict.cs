namespace CrmLive.Shell;

/// <summary>Two people changed the same fields to different values. Nothing was saved; the later one has to choose.</summary>
/// <param name="current">The version that holds the others' values.</param>
/// <param name="mine">The fields of the record with everything merged, and in conflicts what the person typed; hidden fields are blank.</param>
/// <param name="theirs">The fields as they are now; hidden fields are blank.</param>
public sealed class FieldConflict(RecordKind kind, long number, long current, object mine, object theirs, IReadOnlyList<ConflictingField> fields)
    : StaleVersion(kind, number, current, Words(fields))
{
    public object Mine => mine;

    public object Theirs => theirs;

    public IReadOnlyList<ConflictingField> Fields => fields;

    /// <summary>The fields to save when the others' values are kept in the units named, and one's own everywhere else.</summary>
    public object Keeping(IReadOnlySet<string> units)
    {
        var set = FieldSet.Of(mine.GetType());
        var kept = set.Units.Where(unit => units.Contains(unit.Name)).SelectMany(unit => unit.Properties).ToHashSet();
        return set.Make<object>(property => property.GetValue(kept.Contains(property) ? theirs : mine));
    }

    private static string Words(IReadOnlyList<ConflictingField> fields) =>
        $"{fields[0].ChangedBy} changed {string.Join(" and ", fields.Select(field => field.Label))} while you did. Look at both and choose.";
}

/// <summary>A field that two people changed.</summary>
/// <param name="Unit">What is chosen as a whole; most fields stand alone.</param>
/// <param name="Field">In the spelling of the wire.</param>
/// <param name="ChangedBy">Who saved the current value, and when.</param>
public sealed record ConflictingField(
    string Unit, string Field, FieldValue Original, FieldValue Current, FieldValue Yours, string ChangedBy, DateTimeOffset ChangedAt)
{
    /// <summary>The field in words.</summary>
    public string Label => (Field.EndsWith("_id", StringComparison.Ordinal) ? Field[..^3] : Field).Replace('_', ' ');
}

/// <param name="Wire">As it is written in JSON.</param>
/// <param name="Text">As people read it; null when there is none.</param>
public sealed record FieldValue(object? Wire, string? Text);
