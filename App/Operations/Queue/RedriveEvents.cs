using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Queue;

/// <summary>Sends events of this tenant that a consumer has set aside or given up to it again. Those that fail again stay.</summary>
/// <param name="EventId">Only this one of those that were given up.</param>
[Needs("operations.update")]
public sealed record RedriveEvents(string Consumer, long? EventId = null) : ICommand<Redriven>;

file sealed class Handler(CrmDb db, ConsumerDesk desk) : IRequestHandler<RedriveEvents, Redriven>
{
    // Nobody has to wait for the consumer's turn where there is nothing to send.
    public async Task<Redriven> Handle(RedriveEvents request, CancellationToken cancellationToken) =>
        await db.DeadLetters.AnyAsync(letter => letter.Consumer == request.Consumer, cancellationToken)
        || await db.ParkedEvents.AnyAsync(parked => parked.Consumer == request.Consumer, cancellationToken)
            ? await desk.Redrive(request.Consumer, request.EventId, cancellationToken, db.TenantId)
            : new Redriven(0, 0);
}
