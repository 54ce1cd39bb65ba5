using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Takes a pipeline out of the bin. Returns the new version.</summary>
[Needs("pipeline.delete")]
public sealed record RestorePipeline(long PipelineId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RestorePipeline, long>
{
    public async Task<long> Handle(RestorePipeline request, CancellationToken cancellationToken)
    {
        var pipeline = await db.RequireFromBin<SalesPipeline>(request.PipelineId, request.Version, cancellationToken);
        await PipelineNames.CheckFree(db, pipeline.Name, pipeline.Id, cancellationToken);
        await PipelineNames.CheckRoom(db, cancellationToken);
        pipeline.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return pipeline.Version;
    }
}
