using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>All pipelines with their stages, in order.</summary>
/// <param name="InBin">Those in the bin instead.</param>
[Needs("pipeline.read")]
public sealed record ListPipelines(bool InBin = false) : IQuery<IReadOnlyList<PipelineOutline>>;

public sealed record PipelineOutline(long Id, string Name, string Currency, IReadOnlyList<StageOutline> Stages, long Version = 0)
{
    public RecordId Key => new(RecordKind.Pipeline, Id);

    public StageOutline? Stage(long id) => Stages.FirstOrDefault(stage => stage.Id == id);
}

public sealed record StageOutline(long Id, string Name, StageKind Outcome, decimal Probability)
{
    public bool IsOpen => Outcome == StageKind.Open;
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListPipelines, IReadOnlyList<PipelineOutline>>
{
    private const int Most = 100;

    public async Task<IReadOnlyList<PipelineOutline>> Handle(ListPipelines request, CancellationToken cancellationToken) =>
        await db.Pipelines.AsNoTracking().Binned(request.InBin).OrderBy(pipeline => pipeline.Position).ThenBy(pipeline => pipeline.Id).Take(Most)
            .Select(pipeline => new PipelineOutline(
                pipeline.Id,
                pipeline.Name,
                pipeline.Currency,
                pipeline.Stages.OrderBy(stage => stage.Position)
                    .Select(stage => new StageOutline(stage.Id, stage.Name, stage.Outcome, stage.Probability)).ToList(),
                pipeline.Version))
            .ToListAsync(cancellationToken);
}
