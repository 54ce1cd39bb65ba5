using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Takes back what somebody changed about a contact in one save: its fields and its owner. Returns the new version, which can be taken back in turn.</summary>
/// <param name="Version">What the edit returned. Fields that were changed again since are refused.</param>
[Needs("contact.update")]
public sealed record UndoContactEdit(long ContactId, long Version) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, EditMerge edits, EditUndo undo) : IRequestHandler<UndoContactEdit, long>
{
    public async Task<long> Handle(UndoContactEdit request, CancellationToken cancellationToken)
    {
        var (contact, before, _) = await undo.Of<Contact>(request.ContactId, request.Version, cancellationToken);
        var fields = await edits.Of(contact, row => row.Fields(), before.Fields(), request.Version, isExact: false, cancellationToken);
        var owned = await edits.Of(contact, row => new Owned(row.OwnerId), new Owned(before.OwnerId), request.Version, isExact: false, cancellationToken);
        if (fields.AccountId != contact.AccountId)
        {
            await db.RequireVisible<Account>(fields.AccountId, "account_id", cancellationToken);
        }

        contact.Edit(fields);
        if (owned.OwnerId != contact.OwnerId)
        {
            var owner = await Owner.Find(db, owned.OwnerId, cancellationToken);
            contact.AssignTo(owner.UserId, owner.TeamId);
        }

        await db.SaveChangesAsync(cancellationToken);
        return contact.Version;
    }
}
