using System.Text.Json;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Live;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Tells managers that an exception is asked for, and the asker what was decided.</summary>
internal sealed class ExceptionNotices : NoticeSource
{
    private const string Asked = "opportunity.exception_asked.v1";
    private const string Decided = "opportunity.exception_decided.v1";

    public override bool Wants(StoredEvent happened) => happened.Type is Asked or Decided;

    public override async Task<IReadOnlyList<Notice>> Tell(CrmDb db, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        List<long> numbers = [.. events.Select(happened => happened.SubjectId).Distinct()];
        var deals = await db.Deals.AsNoTracking().Where(deal => numbers.Contains(deal.Id)).ToDictionaryAsync(deal => deal.Id, ct);
        var stages = await db.Stages.AsNoTracking().ToDictionaryAsync(stage => stage.Id, stage => stage.Name, ct);
        var approvers = await Approvers(db, ct);
        return [.. events.Where(happened => deals.ContainsKey(happened.SubjectId)).SelectMany(happened =>
            happened.Type == Asked
                ? OfAsking(happened, Read<ExceptionAsked>(happened), deals[happened.SubjectId], stages, approvers)
                : OfDecision(happened, Read<ExceptionDecided>(happened), deals[happened.SubjectId], stages))];
    }

    public override RecordId? Settles(StoredEvent happened) =>
        happened.Type == Decided ? new RecordId(RecordKind.MoveApproval, Read<ExceptionDecided>(happened).ApprovalId) : null;

    private static IEnumerable<Notice> OfAsking(
        StoredEvent happened, ExceptionAsked asked, Deal deal, Dictionary<long, string> stages, IReadOnlyList<Approver> approvers)
    {
        var words = $"{happened.ActorName} asks to move {deal.Name} to {stages.GetValueOrDefault(asked.ToStageId)} against a rule: {asked.Reason}";
        var others = approvers.Where(approver => approver.UserId != happened.ActorId && approver.Sees(deal)).ToList();
        var leads = others.Where(approver => deal.TeamId is { } team && approver.Leads.Contains(team)).ToList();
        return (leads.Count > 0 ? leads : others).Select(approver => Notice(approver.UserId, words, asked.ApprovalId, happened));
    }

    private static IEnumerable<Notice> OfDecision(StoredEvent happened, ExceptionDecided decided, Deal deal, Dictionary<long, string> stages)
    {
        var note = decided.Note is null ? "." : $": {decided.Note}";
        var stage = stages.GetValueOrDefault(decided.ToStageId);
        return decided.State switch
        {
            ApprovalState.Approved => [Notice(decided.AskedById, $"{happened.ActorName} approved your exception; {deal.Name} is in {stage} now{note}", decided.ApprovalId, happened)],
            ApprovalState.Declined => [Notice(decided.AskedById, $"{happened.ActorName} declined to move {deal.Name} to {stage}{note}", decided.ApprovalId, happened)],
            _ => [],
        };
    }

    private static Notice Notice(long user, string words, long approval, StoredEvent happened) =>
        new(user, words, new RecordId(RecordKind.MoveApproval, approval), happened.Id);

    private static async Task<IReadOnlyList<Approver>> Approvers(CrmDb db, CancellationToken ct)
    {
        var grants = await (
            from held in db.UserRoles
            join role in db.Roles on held.RoleId equals role.Id
            from grant in role.Grants
            where (grant.EntityName == "pipeline" && grant.Action == "approve") || (grant.EntityName == "opportunity" && grant.Action == Permission.Read)
            select new { held.UserId, grant.EntityName, grant.Reach }).ToListAsync(ct);
        var may = grants.Where(grant => grant.EntityName == "pipeline").Select(grant => grant.UserId).ToHashSet();
        var teams = await db.TeamMembers.Where(member => may.Contains(member.UserId)).ToListAsync(ct);
        return [.. may.Select(user => new Approver(
            user,
            grants.Where(grant => grant.UserId == user && grant.EntityName == "opportunity").Select(grant => grant.Reach).DefaultIfEmpty(Reach.None).Max(),
            [.. teams.Where(member => member.UserId == user).Select(member => member.TeamId)],
            [.. teams.Where(member => member.UserId == user && member.Leads).Select(member => member.TeamId)]))];
    }

    private static T Read<T>(StoredEvent happened) => JsonSerializer.Deserialize<T>(happened.Payload, EventJson.Options)!;

    private sealed record Approver(long UserId, Reach Reads, HashSet<long> Teams, HashSet<long> Leads)
    {
        public bool Sees(Deal deal) => Reads == Reach.All || (Reads == Reach.Team && deal.TeamId is { } team && Teams.Contains(team)) || (Reads >= Reach.Own && deal.OwnerId == UserId);
    }
}
