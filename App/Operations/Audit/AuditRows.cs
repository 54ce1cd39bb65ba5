using System.Globalization;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Operations.Audit;

/// <summary>Shows audit entries to somebody: names for numbers, and nothing of a field that their roles hide.</summary>
internal static class AuditRows
{
    // Fields of a deal that take the reason of the command.
    private static readonly string[] Repeated = ["lost_reason", "override_reason"];

    public static async Task<IReadOnlyList<AuditRow>> Of(CrmDb db, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var changes = entries.ToDictionary(entry => entry.Id, entry => Parse(entry.Changes));
        var names = await RecordNames.Of(
            db, changes.Values.SelectMany(rows => rows).SelectMany(row => row.Fields).SelectMany(RecordNames.References), ct);
        return [.. entries.Select(entry => Row(entry, [.. changes[entry.Id].Select(row => Shown(row, db.Work.Actor, names))], db.Work.Actor))];
    }

    /// <summary>Reasons may repeat what is hidden from this person: they cannot be looked for.</summary>
    public static bool MayFindReasons(Actor actor) => !Repeated.Any(field => actor.Hides(RecordKind.Deal.Name, field));

    private static AuditRow Row(AuditEntry entry, IReadOnlyList<AuditedRow> changes, Actor actor) =>
        new(entry.Id, entry.At, entry.ActorName, entry.Action, entry.Channel, entry.Outcome)
        {
            Permission = entry.Permission,
            SubjectKind = entry.SubjectKind,
            SubjectId = entry.SubjectId,
            Address = entry.Address,
            Reason = RepeatsWhatIsHidden(entry, changes, actor) ? null : entry.Reason,
            CausationId = entry.CausationId,
            TraceId = entry.TraceId,
            Changes = changes,
        };

    // Why a deal was lost is the reason of the command too.
    private static bool RepeatsWhatIsHidden(AuditEntry entry, IReadOnlyList<AuditedRow> changes, Actor actor) =>
        entry.Outcome == AuditTrail.Done
        && (changes.Any(row => row.Fields.Any(field => field.IsHidden && field.Field.EndsWith("reason", StringComparison.Ordinal)))
            || (changes.Count == 0 && entry.Permission?.StartsWith("opportunity.", StringComparison.Ordinal) == true && !MayFindReasons(actor)));

    private static AuditedRow Shown(ChangedRow row, Actor actor, RecordNames names) => new(row.Kind, row.Id, row.Verb,
    [
        .. row.Fields.Select(field => actor.Hides(row.Kind, field.Name)
            ? new FieldChange(field.Name, null, null, IsHidden: true)
            : new FieldChange(field.Name, names.Show(field.Name, field.Before), names.Show(field.Name, field.After), IsHidden: false)),
    ]);

    private static List<ChangedRow> Parse(string changes)
    {
        using var json = JsonDocument.Parse(changes);
        return
        [
            .. json.RootElement.EnumerateArray().Select(row => new ChangedRow(
                row.GetProperty("kind").GetString()!,
                row.GetProperty("id").GetInt64(),
                row.GetProperty("change").GetString()!,
                [.. row.GetProperty("fields").EnumerateObject().Select(field => new ChangedField(field.Name, Text(field.Value[0]), Text(field.Value[1])))])),
        ];
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number.ToString("0.####", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private sealed record ChangedRow(string Kind, long Id, string Verb, IReadOnlyList<ChangedField> Fields);
}
