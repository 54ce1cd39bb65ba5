using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Changes what people type about a deal. Fields that the person cannot see stay as they are. Returns the new version.</summary>
/// <param name="Version">The version that the person saw.</param>
[Needs("opportunity.update")]
public sealed record EditDeal(long DealId, DealFields Fields, long? Version = null) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<EditDeal, long>
{
    public async Task<long> Handle(EditDeal request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        await DealReferences.Check(db, request.Fields, deal.Fields(), cancellationToken);
        deal.Edit(HiddenFields.Keep(request.Fields, deal.Fields(), db.Work.Actor.HiddenFields));
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
