using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>
/// How far deals have come on their way through the stages, also through stages that were removed since. Losing is not getting further, going back does
/// not undo having been there, and a move that was taken back was never made. Figures and lists both ask here.
/// </summary>
internal static class DealReach
{
    /// <summary>Number of deals by the position of the furthest stage that they stood in.</summary>
    public static async Task<Dictionary<int, int>> Furthest(CrmDb db, IQueryable<Deal> cohort, CancellationToken ct)
    {
        // With the filter of the stages that of the deals goes too.
        var present = cohort.Where(deal => deal.DeletedAt == null);
        var furthest =
            from change in Steps(db).PlanAfresh().IgnoreQueryFilters([Filters.Deleted])
            join deal in present on change.DealId equals deal.Id
            join stage in db.Stages on change.ToStageId equals stage.Id
            group stage.Position by change.DealId into positions
            select positions.Max();
        return await furthest.GroupBy(position => position)
            .Select(reached => new { reached.Key, Count = reached.Count() })
            .ToDictionaryAsync(reached => reached.Key, reached => reached.Count, ct);
    }

    /// <summary>Those that stood in the stages that the filter names, or behind them.</summary>
    public static async Task<IQueryable<Deal>> Reaching(this IQueryable<Deal> deals, CrmDb db, DealFilter? filter, CancellationToken ct)
    {
        var steps = Steps(db);
        if (filter?.ReachedStageId is { } reached)
        {
            var stages = await From(db, reached, isBehind: false, ct);
            deals = deals.Where(deal => steps.Any(change => change.DealId == deal.Id && stages.Contains(change.ToStageId)));
        }

        if (filter?.PassedStageId is { } passed)
        {
            var stages = await From(db, passed, isBehind: true, ct);
            deals = deals.Where(deal => steps.Any(change => change.DealId == deal.Id && stages.Contains(change.ToStageId)));
        }

        return deals;
    }

    private static IQueryable<StageChange> Steps(CrmDb db) =>
        db.StageChanges.Where(change => change.ToOutcome != StageKind.Lost && !db.StageChanges.Any(back => back.TakesBackId == change.Id));

    private static Task<List<long>> From(CrmDb db, long stageId, bool isBehind, CancellationToken ct)
    {
        var stages =
            from chosen in db.Stages.IgnoreQueryFilters([Filters.Deleted])
            where chosen.Id == stageId
            from stage in db.Stages
            where stage.PipelineId == chosen.PipelineId && (stage.Position > chosen.Position || (!isBehind && stage.Position == chosen.Position))
            select stage.Id;
        return stages.ToListAsync(ct);
    }
}
