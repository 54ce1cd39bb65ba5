using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>How long deals stayed in the stages that they left within half a year: of all deals, because what is usual is no secret of anybody's.</summary>
internal static class Departures
{
    private const int SecondsPerDay = 86_400;
    private static readonly TimeSpan Window = TimeSpan.FromDays(182);

    public static async Task<StagePaces> Pace(CrmDb db, long pipelineId, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Window;

        // Counted per day in the database, so that half a year of transitions comes back as some hundred rows. What is usual in a stage is the same for
        // everybody of the tenant, whichever deals they see; deals in the bin have stood there too.
        var departures = await (
            from change in db.StageChanges.AsNoTracking().IgnoreQueryFilters([Filters.Visible, Filters.Deleted])
            where change.PipelineId == pipelineId && change.At >= since && change.FromStageId != null && change.SecondsInStage != null
                && change.TakesBackId == null && !db.StageChanges.Any(back => back.TakesBackId == change.Id)
            join deal in db.Deals on change.DealId equals deal.Id
            join account in db.Accounts on deal.AccountId equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            group change by new { Stage = change.FromStageId!.Value, Segment = account!.Industry, Days = change.SecondsInStage!.Value / SecondsPerDay } into stays
            select new { stays.Key.Stage, stays.Key.Segment, stays.Key.Days, Deals = stays.Count() })
            .ToListAsync(ct);
        return StagePaces.Of([.. departures.Select(step => (step.Stage, step.Segment, (int)step.Days, step.Deals))]);
    }
}
