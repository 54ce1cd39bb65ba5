using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Queue;

/// <summary>Events of this tenant that a consumer has set aside or given up, oldest first.</summary>
[Needs("operations.read")]
public sealed record ListSetAside : IQuery<IReadOnlyList<SetAsideRow>>;

/// <param name="Attempts">That have failed; 0 where it only waits behind an earlier event of the same record.</param>
public sealed record SetAsideRow(string Consumer, long EventId, string Type, int Attempts, string? Error, bool IsGivenUp);

file sealed class Handler(CrmDb db) : IRequestHandler<ListSetAside, IReadOnlyList<SetAsideRow>>
{
    private const int Most = 200;

    public async Task<IReadOnlyList<SetAsideRow>> Handle(ListSetAside request, CancellationToken cancellationToken)
    {
        var parked = await db.ParkedEvents.OrderBy(parked => parked.EventId).Take(Most)
            .Join(db.Events, parked => parked.EventId, happened => happened.Id, (parked, happened) =>
                new SetAsideRow(parked.Consumer, parked.EventId, happened.Type, parked.Attempts, parked.Error, false))
            .ToListAsync(cancellationToken);
        var dead = await db.DeadLetters.OrderBy(letter => letter.EventId).Take(Most)
            .Join(db.Events, letter => letter.EventId, happened => happened.Id, (letter, happened) =>
                new SetAsideRow(letter.Consumer, letter.EventId, happened.Type, letter.Attempts, letter.Error, true))
            .ToListAsync(cancellationToken);
        return [.. parked, .. dead];
    }
}
