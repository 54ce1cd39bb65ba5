using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>One contact, now or as it was.</summary>
/// <param name="AsOf">Null for now.</param>
[Needs("contact.read")]
public sealed record GetContact(long ContactId, DateTimeOffset? AsOf = null) : IQuery<ContactDetails>;

public sealed record ContactDetails(
    long Id,
    long Version,
    string Name,
    ContactFields Fields,
    string? Account,
    long? OwnerId,
    string? Owner,
    string? Team,
    DateTimeOffset ChangedAt,
    Rights Rights);

file sealed class Handler(CrmDb db, DatabaseProvider provider) : IRequestHandler<GetContact, ContactDetails>
{
    public async Task<ContactDetails> Handle(GetContact request, CancellationToken cancellationToken)
    {
        var contacts = request.AsOf is { } instant ? provider.AsOf<Contact>(db, instant) : db.Contacts.AsNoTracking();
        var found = await contacts
            .Where(contact => contact.Id == request.ContactId)
            .Select(contact => new
            {
                Contact = contact,
                Account = db.Accounts.Where(account => account.Id == contact.AccountId).Select(account => account.Name).FirstOrDefault(),
                Owner = db.Users.Where(user => user.Id == contact.OwnerId).Select(user => user.Name).FirstOrDefault(),
                Team = db.Teams.Where(team => team.Id == contact.TeamId).Select(team => team.Name).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFound(RecordKind.Contact, request.ContactId);
        var rights = request.AsOf is null ? Rights.To(db, found.Contact) : new Rights(Edit: false, Delete: false);
        return new ContactDetails(
            found.Contact.Id, found.Contact.Version, found.Contact.Name, found.Contact.Fields(), found.Account,
            found.Contact.OwnerId, found.Owner, found.Team, found.Contact.ChangedAt, rights);
    }
}
