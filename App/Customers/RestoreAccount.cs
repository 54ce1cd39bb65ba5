using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Takes an account out of the bin. Returns its new version.</summary>
[Needs("account.delete")]
public sealed record RestoreAccount(long AccountId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RestoreAccount, long>
{
    public async Task<long> Handle(RestoreAccount request, CancellationToken cancellationToken)
    {
        var account = await db.RequireFromBin<Account>(request.AccountId, request.Version, cancellationToken);
        account.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return account.Version;
    }
}
