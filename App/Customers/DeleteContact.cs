using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Puts a contact into the bin, from which <see cref="RestoreContact"/> takes it back. Returns its new version.</summary>
[Needs("contact.delete")]
public sealed record DeleteContact(long ContactId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<DeleteContact, long>
{
    public async Task<long> Handle(DeleteContact request, CancellationToken cancellationToken)
    {
        var contact = await db.Require<Contact>(request.ContactId, request.Version, cancellationToken);
        contact.Delete(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return contact.Version;
    }
}
