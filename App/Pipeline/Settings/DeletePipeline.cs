using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Puts a pipeline without open deals into the bin; what was won and lost in it stays in lists and figures. Returns the new version.</summary>
[Needs("pipeline.delete")]
public sealed record DeletePipeline(long PipelineId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<DeletePipeline, long>
{
    public Task<long> Handle(DeletePipeline request, CancellationToken cancellationToken) => db.AsOne(() => Delete(request, cancellationToken), cancellationToken);

    private async Task<long> Delete(DeletePipeline request, CancellationToken ct)
    {
        await OpenDeals.Stop(db, request.PipelineId, ct);
        var pipeline = await db.Require<SalesPipeline>(request.PipelineId, request.Version, ct);

        // Deals that this person does not see would be lost with it just the same.
        var open = await db.Deals.IgnoreQueryFilters([Filters.Visible])
            .CountAsync(deal => deal.PipelineId == pipeline.Id && deal.Outcome == StageKind.Open, ct);
        pipeline.Delete(open, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return pipeline.Version;
    }
}
