namespace CrmLive.Shell;

/// <summary>Identifiers on the wire: always with their prefix.</summary>
public static class WireId
{
    // Whose id a field holds, where its name does not say it.
    private static readonly Dictionary<string, RecordKind> Pointers = new(StringComparer.Ordinal)
    {
        ["owner_id"] = RecordKind.User,
        ["parent_id"] = RecordKind.Account,
        ["from_stage_id"] = RecordKind.Stage,
        ["to_stage_id"] = RecordKind.Stage,
        ["target_id"] = RecordKind.Stage,
        ["reached_stage_id"] = RecordKind.Stage,
        ["passed_stage_id"] = RecordKind.Stage,
        ["exception_id"] = RecordKind.MoveApproval,
    };

    /// <summary>The kind of record whose id a field of this name holds; null where it is that of the resource itself.</summary>
    public static RecordKind? KindOf(string field) =>
        Pointers.GetValueOrDefault(field) ?? (field.EndsWith("_id", StringComparison.Ordinal) ? RecordKind.Named(field[..^3]) : null);

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
        : throw new InvalidInput([Misfit(kind, field)]);

    internal static Problem Misfit(RecordKind kind, string field) =>
        new(field, "kind", $"{field} is the id of {Article(kind)} {kind.Name.Replace('_', ' ')}; it begins with {kind.Prefix}_.");

    public static RecordId? Id(this long? number, RecordKind kind) => number is { } given ? new RecordId(kind, given) : null;

    private static string Article(RecordKind kind) => "aeio".Contains(kind.Name[0], StringComparison.Ordinal) ? "an" : "a";

    public static RecordId Id(this long number, RecordKind kind) => new(kind, number);
}
