using System.Linq.Expressions;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

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
    Rights Rights,
    bool HasOwnerLeft = false);

file sealed class Handler(CrmDb db, DatabaseProvider provider) : IRequestHandler<GetContact, ContactDetails>
{
    private static readonly Expression<Func<CrmDb, Contact, Names>> Beside = (db, contact) => new Names(
        db.Accounts.Where(account => account.Id == contact.AccountId).Select(account => account.Name).FirstOrDefault(),
        db.Users.Where(user => user.Id == contact.OwnerId).Select(user => user.Name).FirstOrDefault(),
        db.Teams.Where(team => team.Id == contact.TeamId).Select(team => team.Name).FirstOrDefault(),
        db.Users.Any(user => user.Id == contact.OwnerId && !user.IsActive));

    public async Task<ContactDetails> Handle(GetContact request, CancellationToken cancellationToken)
    {
        var (contact, names) = await db.Read(provider, request.ContactId, request.AsOf, Beside, cancellationToken);
        return new ContactDetails(
            contact.Id, contact.Version, contact.Name, contact.Fields(), names.Account, contact.OwnerId, names.Owner, names.Team, contact.ChangedAt,
            request.AsOf is null ? Rights.To(db, contact) : new Rights(Edit: false, Delete: false),
            names.HasOwnerLeft);
    }

    private sealed record Names(string? Account, string? Owner, string? Team, bool HasOwnerLeft);
}
