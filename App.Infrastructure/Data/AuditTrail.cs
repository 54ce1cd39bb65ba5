using System.Text.Json;

namespace CrmLive.Data;

/// <summary>Makes audit entries out of a unit of work.</summary>
public static class AuditTrail
{
    public const string Done = "done";
    public const string Denied = "denied";

    /// <summary>An entry for work that changed no row, for example a refused command.</summary>
    public static AuditEntry Entry(Work work, long id, DateTimeOffset at, string outcome) => Entry(work, id, at, outcome, []);

    internal static AuditEntry Entry(Work work, long id, DateTimeOffset at, string outcome, IReadOnlyList<RowChange> changes)
    {
        var subject = changes.FirstOrDefault(change => change.Row is IRecord);
        return new AuditEntry
        {
            TenantId = work.Actor.TenantId,
            Id = id,
            At = at,
            ActorId = work.Actor.UserId,
            ActorName = work.Actor.Name,
            Action = work.Request,
            Permission = work.Needs?.ToString(),
            SubjectKind = subject?.Kind,
            SubjectId = subject?.Row.Id,
            Channel = work.Origin.Channel,
            Address = work.Origin.Address,
            Reason = work.Reason is { Length: > Text.NoteLength } ? work.Reason[..Text.NoteLength] : work.Reason,
            Outcome = outcome,
            CausationId = work.Cause?.EventId,
            TraceId = work.TraceId,
            Changes = JsonSerializer.Serialize(
                changes.Select(change => new { change.Kind, change.Row.Id, Change = change.Verb, change.Fields }), EventJson.Options),
        };
    }
}
