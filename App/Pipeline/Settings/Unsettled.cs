using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What the settings of a pipeline have decided and its deals have not done yet. The state of the rows says it, so nothing is lost where work is cut off.</summary>
internal static class Unsettled
{
    /// <summary>Stages that were removed and are still there, or got a deal at the moment of their removal.</summary>
    public static IQueryable<Stage> Stages(CrmDb db) => db.Stages
        .IgnoreQueryFilters([Filters.Deleted, Filters.Visible])
        .Where(stage => stage.MovesToId != null
            && (stage.DeletedAt == null || db.Deals.Any(deal => deal.TenantId == stage.TenantId && deal.StageId == stage.Id)));

    /// <summary>Tables of probabilities that open deals were told to follow and some do not yet.</summary>
    public static IQueryable<ProbabilityTable> Tables(CrmDb db) => db.ProbabilityTables
        .IgnoreQueryFilters([Filters.Deleted, Filters.Visible])
        .Where(table => table.DealsFollow && db.Deals.Where(FollowingDeals.Are).Any(deal =>
            deal.TenantId == table.TenantId && deal.PipelineId == table.PipelineId && deal.TableNumber < table.Number));
}
