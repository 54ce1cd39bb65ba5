using System.Text.Json;
using CrmLive.Data;
using CrmLive.Live;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Tells a person that somebody has changed their roles.</summary>
internal sealed class RoleNotices : NoticeSource
{
    public override bool Wants(StoredEvent happened) => happened.Type == "user.roles_changed.v1";

    public override async Task<IReadOnlyList<Notice>> Tell(CrmDb db, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        var labels = await db.Roles.AsNoTracking().ToDictionaryAsync(role => role.Key, role => role.Label, ct);
        return [.. events.Select(happened => new Notice(
            happened.SubjectId,
            Words(happened, labels),
            new RecordId(RecordKind.User, happened.SubjectId),
            happened.Id))];
    }

    private static string Words(StoredEvent happened, Dictionary<string, string> labels)
    {
        var changed = JsonSerializer.Deserialize<Changed>(happened.Payload, EventJson.Options)!;
        string Named(IReadOnlyList<string> keys) => string.Join(", ", keys.Select(key => labels.GetValueOrDefault(key, key)));
        return (changed.Added.Count, changed.Removed.Count) switch
        {
            ( > 0, 0) => $"{happened.ActorName} gave you a role: {Named(changed.Added)}.",
            (0, > 0) => $"{happened.ActorName} took a role from you: {Named(changed.Removed)}.",
            _ => $"{happened.ActorName} changed your roles: {Named(changed.Added)} instead of {Named(changed.Removed)}.",
        };
    }

    private sealed record Changed(IReadOnlyList<string> Added, IReadOnlyList<string> Removed);
}
