using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Takes a product line out of a deal. Returns the deal's new version.</summary>
[Needs("opportunity.update")]
public sealed record RemoveDealLine(long DealId, long LineId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RemoveDealLine, long>
{
    public async Task<long> Handle(RemoveDealLine request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        await db.Entry(deal).Collection(d => d.Lines).LoadAsync(cancellationToken);
        db.DealLines.Remove(deal.RemoveLine(request.LineId));
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
