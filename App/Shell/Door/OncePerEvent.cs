using System.Globalization;
using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Which consumer answers which events with a command.</summary>
public sealed record Delivery(string Consumer, IReadOnlyList<long> EventIds);

/// <summary>Sixth step: the answer to events enters them into the ledger in its own transaction, so that each has its effect once.</summary>
internal sealed class OncePerEvent<TRequest, TResponse>(CurrentWork work, CrmDb db, DatabaseProvider provider, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (work.Delivery is not { } delivery)
        {
            return await next();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ids = string.Join(',', delivery.EventIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        var entered = await db.Database.ExecuteSqlRawAsync(
            provider.EventLog.Record, [db.TenantId, delivery.Consumer, ids, clock.GetUtcNow()], cancellationToken);
        if (entered != delivery.EventIds.Count)
        {
            throw new HappenedAlready(delivery.Consumer);
        }

        var response = await next();
        await transaction.CommitAsync(cancellationToken);
        return response;
    }
}

/// <summary>Some of the events have had their effect; nothing was done for any of them.</summary>
public sealed class HappenedAlready(string consumer) : Exception($"{consumer} has answered some of these events before.");
