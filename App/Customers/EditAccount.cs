using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Changes what is known about an account. Returns its new version.</summary>
/// <param name="Version">The version that the person saw; an account that has changed since is refused with the new one.</param>
[Needs("account.update")]
public sealed record EditAccount(long AccountId, AccountFields Fields, long? Version = null) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<EditAccount, long>
{
    public async Task<long> Handle(EditAccount request, CancellationToken cancellationToken)
    {
        var account = await db.Require<Account>(request.AccountId, request.Version, cancellationToken);
        if (request.Fields.ParentId != account.ParentId)
        {
            await AccountFamily.Check(db, account, request.Fields.ParentId, cancellationToken);
        }

        account.Edit(HiddenFields.Keep(request.Fields, account.Fields(), db.Work.Actor.HiddenFields));
        await db.SaveChangesAsync(cancellationToken);
        return account.Version;
    }
}
