using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Queue;

/// <summary>How far each kind of work of this tenant is behind, and what of it was given up.</summary>
[Needs("operations.read")]
public sealed record GetQueue : IQuery<IReadOnlyList<QueueRow>>;

/// <param name="Items">Due and not begun; counted up to some thousands.</param>
/// <param name="Seconds">How long the oldest of them has been due.</param>
/// <param name="Later">Something has a time in the future.</param>
/// <param name="Dead">Given up.</param>
/// <param name="IsPausedHere">Somebody of this tenant has paused it.</param>
/// <param name="IsPaused">It is paused, here or for everybody.</param>
public sealed record QueueRow(string Kind, long Items, double Seconds, bool Later, int Dead, bool IsPausedHere, bool IsPaused);

file sealed class Handler(CrmDb db, WorkStore store, IEnumerable<WorkKind> kinds) : IRequestHandler<GetQueue, IReadOnlyList<QueueRow>>
{
    public async Task<IReadOnlyList<QueueRow>> Handle(GetQueue request, CancellationToken cancellationToken)
    {
        var lags = (await store.Lag(db.TenantId, cancellationToken)).ToDictionary(lag => lag.Kind, StringComparer.Ordinal);
        var dead = await db.DeadWork.GroupBy(dead => dead.Kind).Select(kind => new { kind.Key, Count = kind.Count() })
            .ToDictionaryAsync(kind => kind.Key, kind => kind.Count, cancellationToken);
        var paused = await db.WorkPauses.Select(pause => pause.Kind).ToHashSetAsync(cancellationToken);
        var isAllPaused = paused.Contains(WorkPause.AllKinds);
        return [.. kinds.Select(kind => kind.Name).Union(lags.Keys).Union(dead.Keys).Order(StringComparer.Ordinal).Select(kind =>
        {
            var lag = lags.GetValueOrDefault(kind);
            var isHere = isAllPaused || paused.Contains(kind);
            return new QueueRow(kind, lag?.Items ?? 0, lag?.Seconds ?? 0, lag?.Later ?? false, dead.GetValueOrDefault(kind), isHere, isHere || lag?.IsPaused == true);
        })];
    }
}
