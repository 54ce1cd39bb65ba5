using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Takes a contact out of the bin. Returns its new version.</summary>
[Needs("contact.delete")]
public sealed record RestoreContact(long ContactId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RestoreContact, long>
{
    public async Task<long> Handle(RestoreContact request, CancellationToken cancellationToken)
    {
        var contact = await db.RequireFromBin<Contact>(request.ContactId, request.Version, cancellationToken);
        contact.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return contact.Version;
    }
}
