using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Takes back what somebody changed about an account in one save: its fields and its owner. Returns the new version, which can be taken back in turn.</summary>
/// <param name="Version">What the edit returned. Fields that were changed again since are refused.</param>
[Needs("account.update")]
public sealed record UndoAccountEdit(long AccountId, long Version) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, EditMerge edits, EditUndo undo) : IRequestHandler<UndoAccountEdit, long>
{
    public async Task<long> Handle(UndoAccountEdit request, CancellationToken cancellationToken)
    {
        var (account, before, _) = await undo.Of<Account>(request.AccountId, request.Version, cancellationToken);
        var fields = await edits.Of(account, row => row.Fields(), before.Fields(), request.Version, isExact: false, cancellationToken);
        var owned = await edits.Of(account, row => new Owned(row.OwnerId), new Owned(before.OwnerId), request.Version, isExact: false, cancellationToken);
        var parent = account.ParentId;
        account.Edit(fields);
        if (owned.OwnerId != account.OwnerId)
        {
            var owner = await Owner.Find(db, owned.OwnerId, cancellationToken);
            account.AssignTo(owner.UserId, owner.TeamId);
        }

        return await AccountFamily.Save(db, account, parent, cancellationToken);
    }
}
