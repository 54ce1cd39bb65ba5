using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Stages that hold deals, or are about to get those of a stage that is being removed. Deals in the bin and of other people count: they need their stage too.</summary>
internal static class StagesInUse
{
    public static async Task<IReadOnlySet<long>> Of(CrmDb db, long pipelineId, CancellationToken ct) => await db.Stages.AsNoTracking()
        .IgnoreQueryFilters([Filters.Deleted, Filters.Visible])
        .Where(stage => stage.PipelineId == pipelineId)
        .Where(stage => db.Deals.Any(deal => deal.StageId == stage.Id)
            || db.Stages.Any(leaving => leaving.MovesToId == stage.Id && leaving.DeletedAt == null))
        .Select(stage => stage.Id)
        .ToHashSetAsync(ct);
}
