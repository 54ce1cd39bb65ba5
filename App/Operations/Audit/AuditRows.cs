using System.Globalization;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Operations.Audit;

/// <summary>Shows audit entries to somebody: names for numbers, and nothing of a field that their roles hide.</summary>
internal static class AuditRows
{
    public static async Task<IReadOnlyList<AuditRow>> Of(CrmDb db, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var changes = entries.ToDictionary(entry => entry.Id, entry => Parse(entry.Changes));
        var names = await RecordNames.Of(
            db, changes.Values.SelectMany(rows => rows).SelectMany(row => row.Fields).SelectMany(RecordNames.References), ct);
        return [.. entries.Select(entry => Row(entry, [.. changes[entry.Id].Select(row => Shown(row, db.Work.Actor, names))]))];
    }

    private static AuditRow Row(AuditEntry entry, IReadOnlyList<AuditedRow> changes) =>
        new(entry.Id, entry.At, entry.ActorName, entry.Action, entry.Channel, entry.Outcome)
        {
            Permission = entry.Permission,
            SubjectKind = entry.SubjectKind,
            SubjectId = entry.SubjectId,
            Address = entry.Address,
            Reason = entry.Reason,
            CausationId = entry.CausationId,
            TraceId = entry.TraceId,
            Changes = changes,
        };

    private static AuditedRow Shown(ChangedRow row, Actor actor, RecordNames names) => new(row.Kind, row.Id, row.Verb,
    [
        .. row.Fields.Select(field => IsHidden(row.Kind, field.Name, actor)
            ? new FieldChange(field.Name, null, null, IsHidden: true)
            : new FieldChange(field.Name, names.Show(field.Name, field.Before), names.Show(field.Name, field.After), IsHidden: false)),
    ]);

    // Rows that are part of a record, such as its transitions, repeat its fields under a name of their own.
    private static bool IsHidden(string kind, string field, Actor actor) => RecordKind.Named(kind) is null
        ? actor.HiddenFields.Any(hidden => hidden.EndsWith("." + field, StringComparison.Ordinal))
        : actor.HiddenFields.Contains($"{kind}.{field}");

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
