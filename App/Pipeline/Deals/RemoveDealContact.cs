using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Takes a contact out of a deal, as the primary one too. Returns the deal's new version.</summary>
[Needs("opportunity.update")]
public sealed record RemoveDealContact(long DealId, long ContactId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RemoveDealContact, long>
{
    public async Task<long> Handle(RemoveDealContact request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        await db.Entry(deal).Collection(d => d.People).LoadAsync(cancellationToken);
        if (deal.Release(request.ContactId) is { } link)
        {
            db.DealContacts.Remove(link);
        }

        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
