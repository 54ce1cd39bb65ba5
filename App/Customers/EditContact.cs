using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Changes what is known about a contact. Returns its new version.</summary>
/// <param name="Version">The version that the person saw; what others changed since is merged, and refused where both changed the same field.</param>
/// <param name="IsExact">Refuse whenever it is another version.</param>
[Needs("contact.update")]
public sealed record EditContact(long ContactId, ContactFields Fields, long? Version = null, bool IsExact = false) : IEdit
{
    public IEdit Over(object fields, long version) => this with { Fields = (ContactFields)fields, Version = version };
}

file sealed class Handler(CrmDb db, EditMerge edits) : IRequestHandler<EditContact, long>
{
    public async Task<long> Handle(EditContact request, CancellationToken cancellationToken)
    {
        var contact = await db.Require<Contact>(request.ContactId, cancellationToken);
        var fields = await edits.Of(contact, row => row.Fields(), request.Fields, request.Version, request.IsExact, cancellationToken);
        if (fields.AccountId != contact.AccountId)
        {
            await db.RequireVisible<Account>(fields.AccountId, "account_id", cancellationToken);
        }

        contact.Edit(fields);
        await db.SaveChangesAsync(cancellationToken);
        return contact.Version;
    }
}
