using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Takes a deal out of the bin again. Returns the new version.</summary>
[Needs("opportunity.delete")]
public sealed record RestoreDeal(long DealId) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<RestoreDeal, long>
{
    public async Task<long> Handle(RestoreDeal request, CancellationToken cancellationToken)
    {
        // The bin is where it looks for it.
        var deal = await db.Deals.IgnoreQueryFilters([Filters.Deleted]).SingleOrDefaultAsync(row => row.Id == request.DealId, cancellationToken)
            ?? throw new NotFound(RecordKind.Deal, request.DealId);
        deal.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
