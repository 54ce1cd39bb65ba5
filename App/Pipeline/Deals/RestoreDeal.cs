using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Takes a deal out of the bin again; an open one only while its pipeline is not there itself. Returns the new version.</summary>
[Needs("opportunity.delete")]
public sealed record RestoreDeal(long DealId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RestoreDeal, long>
{
    public async Task<long> Handle(RestoreDeal request, CancellationToken cancellationToken)
    {
        var deal = await db.RequireFromBin<Deal>(request.DealId, request.Version, cancellationToken);
        deal.Restore();
        await db.SaveOpened(cancellationToken);
        return deal.Version;
    }
}
