using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Gives an account to a person, or to nobody. Returns its new version.</summary>
[Needs("account.update")]
public sealed record AssignAccount(long AccountId, long? OwnerId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<AssignAccount, long>
{
    public async Task<long> Handle(AssignAccount request, CancellationToken cancellationToken)
    {
        var account = await db.Require<Account>(request.AccountId, request.Version, cancellationToken);
        var owner = await Owner.Find(db, request.OwnerId, cancellationToken);
        account.AssignTo(owner.UserId, owner.TeamId);
        await db.SaveChangesAsync(cancellationToken);
        return account.Version;
    }
}
