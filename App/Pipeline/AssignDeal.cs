using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Gives a deal to a person and their team, or to nobody. Returns the new version.</summary>
[Needs("opportunity.update")]
public sealed record AssignDeal(long DealId, long? OwnerId, long? Version = null) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<AssignDeal, long>
{
    public async Task<long> Handle(AssignDeal request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        var responsible = await DealReferences.Responsible(db, request.OwnerId, cancellationToken);
        deal.AssignTo(responsible.OwnerId, responsible.TeamId);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
