using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Takes my own request for an exception back. Returns the deal's version.</summary>
/// <param name="DealId">The deal that it has to be about; null for whichever it is.</param>
/// <param name="Version">Of the deal, as the person saw it.</param>
[Needs("opportunity.read")]
public sealed record WithdrawException(long ApprovalId, long? DealId = null, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<WithdrawException, long>
{
    public async Task<long> Handle(WithdrawException request, CancellationToken cancellationToken)
    {
        var (approval, deal) = await Approvals.Of(db, request.ApprovalId, request.DealId, request.Version, cancellationToken);
        approval.Withdraw(deal, db.UserId ?? 0, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
