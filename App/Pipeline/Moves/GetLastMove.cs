using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Tells whoever came second what happened to a deal: "Ben Okafor moved it to Proposal a moment ago."</summary>
[Needs("opportunity.read")]
public sealed record GetLastMove(long DealId) : IQuery<ToldMove>;

public sealed record ToldMove(long StageId, string Sentence);

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<GetLastMove, ToldMove>
{
    public async Task<ToldMove> Handle(GetLastMove request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        var last = (await LastMove.Of(db, [deal.Id], cancellationToken))[deal.Id];
        return new ToldMove(deal.StageId, last.Told(clock.GetUtcNow()));
    }
}
