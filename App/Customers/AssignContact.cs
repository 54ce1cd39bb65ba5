using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Gives a contact to a person, or to nobody. Returns its new version.</summary>
[Needs("contact.update")]
public sealed record AssignContact(long ContactId, long? OwnerId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<AssignContact, long>
{
    public async Task<long> Handle(AssignContact request, CancellationToken cancellationToken)
    {
        var contact = await db.Require<Contact>(request.ContactId, request.Version, cancellationToken);
        var owner = await Owner.Find(db, request.OwnerId, cancellationToken);
        contact.AssignTo(owner.UserId, owner.TeamId);
        await db.SaveChangesAsync(cancellationToken);
        return contact.Version;
    }
}
