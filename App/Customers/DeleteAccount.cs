using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Puts an account into the bin, from which <see cref="RestoreAccount"/> takes it back. Returns its new version.</summary>
[Needs("account.delete")]
public sealed record DeleteAccount(long AccountId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<DeleteAccount, long>
{
    public async Task<long> Handle(DeleteAccount request, CancellationToken cancellationToken)
    {
        var account = await db.Require<Account>(request.AccountId, request.Version, cancellationToken);
        account.Delete(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return account.Version;
    }
}
