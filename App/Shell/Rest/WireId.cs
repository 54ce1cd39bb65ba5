namespace CrmLive.Shell;

/// <summary>Identifiers on the wire: always with their prefix.</summary>
public static class WireId
{
    /// <summary>The number of the record that an address names.</summary>
    /// <exception cref="NotFound">Also for what could never be an id of this kind: it does not exist either.</exception>
    public static long Of(RecordKind kind, string text) =>
        RecordId.TryParse(text, out var id) && id.Value.Kind == kind ? id.Value.Number
        : throw new NotFound($"This {kind.Name.Replace('_', ' ')}");

    /// <summary>The number of a record that a field points at.</summary>
    /// <exception cref="InvalidInput">It is the id of another kind.</exception>
    public static long? Number(this RecordId? id, RecordKind kind, string field) =>
        id is null ? null
        : id.Value.Kind == kind ? id.Value.Number
        : throw InvalidInput.Of(field, "kind", $"{field} is the id of {Article(kind)} {kind.Name.Replace('_', ' ')}; it begins with {kind.Prefix}_.");

    public static RecordId? Id(this long? number, RecordKind kind) => number is { } given ? new RecordId(kind, given) : null;

    private static string Article(RecordKind kind) => "aeio".Contains(kind.Name[0], StringComparison.Ordinal) ? "an" : "a";

    public static RecordId Id(this long number, RecordKind kind) => new(kind, number);
}
