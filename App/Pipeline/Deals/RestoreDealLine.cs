using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Puts a product line that was removed back into its deal as it was, also for a person who does not see its price. Returns the deal's new version.</summary>
/// <param name="Version">The version of the line that the person saw last.</param>
[Needs("opportunity.update")]
public sealed record RestoreDealLine(long DealId, long LineId, long Version) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, DatabaseProvider provider, IdGenerator ids) : IRequestHandler<RestoreDealLine, long>
{
    public async Task<long> Handle(RestoreDealLine request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        await db.Entry(deal).Collection(d => d.Lines).LoadAsync(cancellationToken);
        var former = await provider.Former<DealLine>(db)
            .SingleOrDefaultAsync(line => line.Id == request.LineId && line.Version == request.Version && line.DealId == deal.Id, cancellationToken);
        deal.RestoreLine(await ids.Next(cancellationToken), request.LineId, former);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
