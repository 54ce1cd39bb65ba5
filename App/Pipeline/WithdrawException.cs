using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Takes my own request for an exception back. Returns the deal's version.</summary>
[Needs("opportunity.read")]
public sealed record WithdrawException(long ApprovalId) : ICommand<long>;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<WithdrawException, long>
{
    public async Task<long> Handle(WithdrawException request, CancellationToken cancellationToken)
    {
        var approval = await db.Require<MoveApproval>(request.ApprovalId, cancellationToken);
        var deal = await db.Require<Deal>(approval.DealId, cancellationToken);
        approval.Withdraw(deal, db.UserId ?? 0, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
