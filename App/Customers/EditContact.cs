using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Changes what is known about a contact. Returns its new version.</summary>
/// <param name="Version">The version that the person saw; a contact that has changed since is refused with the new one.</param>
[Needs("contact.update")]
public sealed record EditContact(long ContactId, ContactFields Fields, long? Version = null) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<EditContact, long>
{
    public async Task<long> Handle(EditContact request, CancellationToken cancellationToken)
    {
        var contact = await db.Require<Contact>(request.ContactId, request.Version, cancellationToken);
        if (request.Fields.AccountId != contact.AccountId)
        {
            await db.RequireVisible<Account>(request.Fields.AccountId, "account_id", cancellationToken);
        }

        contact.Edit(HiddenFields.Keep(request.Fields, contact.Fields(), db.Work.Actor.HiddenFields));
        await db.SaveChangesAsync(cancellationToken);
        return contact.Version;
    }
}
