using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>How long deals usually stay in each stage of a pipeline, in all and by industry, from the departures of half a year.</summary>
[Needs("pipeline.read")]
public sealed record GetStagePace(long PipelineId) : IQuery<IReadOnlyList<StagePace>>;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<GetStagePace, IReadOnlyList<StagePace>>
{
    public async Task<IReadOnlyList<StagePace>> Handle(GetStagePace request, CancellationToken cancellationToken) =>
        (await Departures.Pace(db, request.PipelineId, clock.GetUtcNow(), cancellationToken)).All;
}
