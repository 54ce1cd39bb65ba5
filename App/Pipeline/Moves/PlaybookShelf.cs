using System.Collections.Concurrent;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>
/// Keeps the stages and rules of pipelines. The version of its pipeline comes with each deal, and every change of stages and rules raises it, so that
/// nothing stale is used, whichever node made the change.
/// </summary>
public sealed class PlaybookShelf
{
    private static readonly HotQuery<long, DealAtHand> ByNumber = new((db, id, _) => db.Deals
        .Where(deal => deal.Id == id)
        .Select(deal => new DealAtHand(deal, db.Pipelines.Where(pipeline => pipeline.Id == deal.PipelineId).Select(pipeline => (long?)pipeline.Version).FirstOrDefault()))
        .SingleOrDefault());

    private readonly ConcurrentDictionary<(long TenantId, long PipelineId), SalesPipeline> _known = [];

    /// <summary>A deal to be moved, at the version that the caller has seen, and what its moves are judged by; in one query where that is known.</summary>
    internal async Task<(Deal Deal, SalesPipeline Pipeline)> Open(CrmDb db, long dealId, long? version, CancellationToken ct)
    {
        var found = await ByNumber.Ask(db, dealId, ct);
        var deal = found?.Deal ?? await db.Require<Deal>(dealId, version, ct);
        if (version is not null && deal.Version != version)
        {
            throw new StaleVersion(deal.Kind, dealId, deal.Version);
        }

        return (deal, await Of(db, deal, found?.PipelineVersion, ct));
    }

    private async Task<SalesPipeline> Of(CrmDb db, Deal deal, long? version, CancellationToken ct)
    {
        var key = (db.TenantId, deal.PipelineId);
        return _known.TryGetValue(key, out var known) && known.Version == version ? known : _known[key] = await Playbook.Of(db, deal.PipelineId, ct);
    }

    private sealed record DealAtHand(Deal Deal, long? PipelineVersion);
}
