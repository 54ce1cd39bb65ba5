using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Adds a person; without an owner they belong to whoever adds them. Returns their number.</summary>
[Needs("contact.create")]
public sealed record AddContact(ContactFields Fields, long? OwnerId = null) : ICommand<long>;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<AddContact, long>
{
    public async Task<long> Handle(AddContact request, CancellationToken cancellationToken)
    {
        await db.RequireVisible<Account>(request.Fields.AccountId, "account_id", cancellationToken);
        var owner = await Owner.Find(db, request.OwnerId ?? db.UserId, cancellationToken);
        var contact = new Contact(await ids.Next(cancellationToken), request.Fields, owner.UserId, owner.TeamId);
        db.Contacts.Add(contact);
        await db.SaveChangesAsync(cancellationToken);
        return contact.Id;
    }
}
