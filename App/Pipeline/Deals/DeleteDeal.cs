using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Puts a deal into the bin. Returns the new version.</summary>
[Needs("opportunity.delete")]
public sealed record DeleteDeal(long DealId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<DeleteDeal, long>
{
    public async Task<long> Handle(DeleteDeal request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        deal.Delete(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
