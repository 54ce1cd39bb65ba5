using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Lets the probability of the stage count again. Returns the new version.</summary>
[Needs("opportunity.update")]
public sealed record EndProbabilityOverride(long DealId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<EndProbabilityOverride, long>
{
    public async Task<long> Handle(EndProbabilityOverride request, CancellationToken cancellationToken)
    {
        ProbabilityAccess.Check(db);
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        deal.EndOverride(await db.Stages.AsNoTracking().SingleAsync(stage => stage.Id == deal.StageId, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
