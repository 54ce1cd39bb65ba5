using System.Text.Json;
using CrmLive.Access;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>One thing that happened to a record.</summary>
/// <param name="Verb">Last word of the event's type: created, updated, stage_changed.</param>
/// <param name="Channel">page, rest, hub, cli or worker.</param>
public sealed record HistoryEntry(
    long EventId, string Verb, DateTimeOffset At, string Actor, string Channel, long Version, IReadOnlyList<FieldChange> Changes);

/// <summary>A field before and after, in words.</summary>
/// <param name="IsHidden">The asker's roles do not see this field: both values are blank.</param>
public sealed record FieldChange(string Field, string? Before, string? After, bool IsHidden);

/// <summary>Reads what happened to one record out of its events; each slice asks under the permission of its own records.</summary>
internal static class RecordHistory
{
    /// <param name="before">Cursor of the page before; newest first.</param>
    public static async Task<Page<HistoryEntry>> Read<T>(CrmDb db, T record, string? before, int take, CancellationToken ct)
        where T : Entity, IRecord
    {
        var cursor = Cursor<long>.Read(before);
        var (version, id) = (cursor?.Value ?? long.MaxValue, cursor?.Id ?? long.MaxValue);
        var events = await db.Events.AsNoTracking()
            .Where(e => e.SubjectKind == record.Kind.Name && e.SubjectId == record.Id)
            .Where(e => e.SubjectVersion < version || (e.SubjectVersion == version && e.Id < id))
            .OrderByDescending(e => e.SubjectVersion).ThenByDescending(e => e.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        var names = await RecordNames.Of(db, events.SelectMany(e => Fields(e).SelectMany(RecordNames.References)), ct);
        return Page<HistoryEntry>.Of(
            [.. events.Select(e => Entry(e, record.Kind, db.Work, names))], take, entry => entry.Version, entry => entry.EventId);
    }

    private static HistoryEntry Entry(StoredEvent e, RecordKind kind, Work work, RecordNames names) => new(
        e.Id, e.Type.Split('.')[1], e.At, e.ActorName, e.Origin, e.SubjectVersion,
        [.. Fields(e, (field, value) => FieldWords.Of(work, field, value)).Select(field => Change(field, kind, work.Actor, names))]);

    private static FieldChange Change(ChangedField field, RecordKind kind, Actor actor, RecordNames names) =>
        actor.Hides(kind.Name, field.Name)
            ? new FieldChange(field.Name, null, null, IsHidden: true)
            : new FieldChange(field.Name, names.Show(field.Name, field.Before), names.Show(field.Name, field.After), IsHidden: false);

    // A plain change has its fields with before and after; another event says what it says.
    internal static IEnumerable<ChangedField> Fields(StoredEvent e) => Fields(e, (_, value) => FieldWords.Raw(value));

    private static IEnumerable<ChangedField> Fields(StoredEvent e, Func<string, JsonElement, string?> words)
    {
        using var payload = JsonDocument.Parse(e.Payload);
        return payload.RootElement.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Object
            ? [.. fields.EnumerateObject().Select(field => new ChangedField(field.Name, words(field.Name, field.Value[0]), words(field.Name, field.Value[1])))]
            : [.. payload.RootElement.EnumerateObject().Where(said => !IsSubject(said, e)).Select(said => new ChangedField(said.Name, null, words(said.Name, said.Value)))];
    }

    // That a deal's event is about that deal needs no saying.
    private static bool IsSubject(JsonProperty said, StoredEvent e) =>
        said.Name.EndsWith("_id", StringComparison.Ordinal) && said.Value.ValueKind == JsonValueKind.Number && said.Value.TryGetInt64(out var id) && id == e.SubjectId;
}

/// <summary>A field of an event, as text.</summary>
internal sealed record ChangedField(string Name, string? Before, string? After);
