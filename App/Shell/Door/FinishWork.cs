using CrmLive.Data;
using CrmLive.Live;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Items of the work queue that a request does, and whether they end in its transaction.</summary>
/// <param name="EndsHere">False for what calls the outside: a transaction is not held open for that, and the items end after it.</param>
public sealed record HeldItems(IReadOnlyList<ClaimedWork> Items, bool EndsHere);

/// <summary>Seventh step: work from the queue ends in the transaction of its effect, so that it is done once; who has lost it by then leaves no effect.</summary>
internal sealed class FinishWork<TRequest, TResponse>(CurrentWork work, CrmDb db, WorkStore store) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (work.Held is not { EndsHere: true } held)
        {
            return await next();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var response = await next();
        if (!await store.Finish(db, held.Items, cancellationToken))
        {
            throw new LeaseLost();
        }

        await transaction.CommitAsync(cancellationToken);
        return response;
    }
}

/// <summary>Another node has the work by now; what this one did of it is not kept.</summary>
public sealed class LeaseLost() : Exception("Somebody else has this work by now.");
