using System.Collections.Concurrent;
using CrmLive.Data;

namespace CrmLive.Pipeline;

/// <summary>Remembers for a while how long deals usually stay in the stages of a pipeline: a median of half a year does not change with every move.</summary>
public sealed class PaceBook(TimeProvider clock)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(long TenantId, long PipelineId), (StagePaces Paces, DateTimeOffset ReadAt)> _known = [];

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal async Task<StagePaces> Of(CrmDb db, long pipelineId, CancellationToken ct)
    {
        var (key, now) = ((db.TenantId, pipelineId), Now);
        if (!_known.TryGetValue(key, out var found) || now - found.ReadAt > Good)
        {
            _known[key] = found = (await Departures.Pace(db, pipelineId, now, ct), now);
        }

        return found.Paces;
    }
}
