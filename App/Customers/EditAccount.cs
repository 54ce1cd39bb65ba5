using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Changes what is known about an account. Returns its new version.</summary>
/// <param name="Version">The version that the person saw; what others changed since is merged, and refused where both changed the same field.</param>
/// <param name="IsExact">Refuse whenever it is another version.</param>
[Needs("account.update")]
public sealed record EditAccount(long AccountId, AccountFields Fields, long? Version = null, bool IsExact = false) : IEdit
{
    public IEdit Over(object fields, long version) => this with { Fields = (AccountFields)fields, Version = version };
}

file sealed class Handler(CrmDb db, EditMerge edits) : IRequestHandler<EditAccount, long>
{
    public async Task<long> Handle(EditAccount request, CancellationToken cancellationToken)
    {
        var account = await db.Require<Account>(request.AccountId, cancellationToken);
        var fields = await edits.Of(account, row => row.Fields(), request.Fields, request.Version, request.IsExact, cancellationToken);
        var parent = account.ParentId;
        account.Edit(fields);
        return await AccountFamily.Save(db, account, parent, cancellationToken);
    }
}
