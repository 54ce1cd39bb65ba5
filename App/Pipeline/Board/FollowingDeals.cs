using System.Linq.Expressions;

namespace CrmLive.Pipeline;

/// <summary>Deals whose probability is that of their stage, so that it can change with the pipeline's table.</summary>
internal static class FollowingDeals
{
    public static Expression<Func<Deal, bool>> Are { get; } = deal => deal.Outcome == StageKind.Open && deal.OverrideShare == null;
}
