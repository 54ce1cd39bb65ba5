using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Says whether the amount of a deal is the sum of its products or is typed. Returns the new version.</summary>
[Needs("opportunity.update")]
public sealed record LetAmountFollow(long DealId, bool Follows) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<LetAmountFollow, long>
{
    public async Task<long> Handle(LetAmountFollow request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        DealMoney.Check(db, deal.Amount);
        await db.Entry(deal).Collection(d => d.Lines).LoadAsync(cancellationToken);
        deal.FollowLines(request.Follows);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
