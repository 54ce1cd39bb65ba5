using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>How long deals usually stay in each stage of a pipeline, from the departures of half a year.</summary>
[Needs("pipeline.read")]
public sealed record GetStagePace(long PipelineId) : IQuery<IReadOnlyList<StagePace>>;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<GetStagePace, IReadOnlyList<StagePace>>
{
    private const int SecondsPerDay = 86_400;
    private static readonly TimeSpan Window = TimeSpan.FromDays(182);

    public async Task<IReadOnlyList<StagePace>> Handle(GetStagePace request, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - Window;

        // Counted per day in the database, so that half a year of transitions comes back as some hundred rows.
        var departures = await db.StageChanges.AsNoTracking()
            .Where(change => change.PipelineId == request.PipelineId && change.At >= since && change.FromStageId != null && change.SecondsInStage != null)
            .GroupBy(change => new { Stage = change.FromStageId!.Value, Days = change.SecondsInStage!.Value / SecondsPerDay })
            .Select(group => new { group.Key.Stage, group.Key.Days, Deals = group.Count() })
            .ToListAsync(cancellationToken);
        return [.. departures.GroupBy(group => group.Stage)
            .Select(stage => StagePace.Of(stage.Key, stage.Select(step => ((int)step.Days, step.Deals))))];
    }
}
