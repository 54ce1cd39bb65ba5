using System.Text.Json;
using CrmLive.Data;
using CrmLive.Live;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Tells the owner of a deal that it was given to them, or that somebody else has moved, won or lost it.</summary>
internal sealed class DealNotices : NoticeSource
{
    private const string Opened = "opportunity.created.v1";
    private const string Moved = "opportunity.stage_changed.v1";
    private const string Assigned = "opportunity.assigned.v1";

    public override bool Wants(StoredEvent happened) => happened.Type is Opened or Moved or Assigned;

    public override async Task<IReadOnlyList<Notice>> Tell(CrmDb db, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        List<long> numbers = [.. events.Select(happened => happened.SubjectId).Distinct()];
        var deals = await db.Deals.AsNoTracking().Where(deal => numbers.Contains(deal.Id))
            .Select(deal => new { deal.Id, deal.Name, deal.OwnerId }).ToDictionaryAsync(deal => deal.Id, ct);

        // Also stages that were removed since: they are named in what happened.
        var stages = await db.Stages.IgnoreQueryFilters([Filters.Deleted]).AsNoTracking().ToDictionaryAsync(stage => stage.Id, ct);
        return [.. events.Where(happened => deals.ContainsKey(happened.SubjectId)).Select(happened =>
        {
            var deal = deals[happened.SubjectId];
            return NoticeOf(happened, deal.Name, deal.OwnerId, stages);
        }).OfType<Notice>()];
    }

    private static Notice? NoticeOf(StoredEvent happened, string deal, long? owner, Dictionary<long, Stage> stages)
    {
        var (person, words) = happened.Type switch
        {
            Opened => (owner, $"{happened.ActorName} opened {deal} for you."),
            Assigned => (Read<DealAssigned>(happened).ToUserId, $"{happened.ActorName} gave you {deal}."),
            _ when Read<DealMoved>(happened).AskedById is { } asker && asker == owner => (null, ""),
            _ => (owner, Words(Read<DealMoved>(happened), happened.ActorName, deal, stages)),
        };
        return person is { } known ? new Notice(known, words, new RecordId(RecordKind.Deal, happened.SubjectId), happened.Id) : null;
    }

    private static string Words(DealMoved moved, string actor, string deal, Dictionary<long, Stage> stages)
    {
        var stage = stages.GetValueOrDefault(moved.ToStageId);
        return (moved.IsUndo, stage?.Outcome) switch
        {
            (true, _) => $"{actor} moved {deal} back to {stage?.Name}.",
            (_, StageKind.Won) => $"{actor} won {deal}.",
            (_, StageKind.Lost) => $"{actor} marked {deal} as lost.",
            _ => $"{actor} moved {deal} to {stage?.Name}.",
        };
    }

    private static T Read<T>(StoredEvent happened) => JsonSerializer.Deserialize<T>(happened.Payload, EventJson.Options)!;
}
