using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Who takes part in a deal, the primary contact first, now or as it was.</summary>
/// <param name="AsOf">Null for now.</param>
[Needs("opportunity.read")]
public sealed record ListDealContacts(long DealId, DateTimeOffset? AsOf = null) : IQuery<IReadOnlyList<DealContactRow>>;

/// <param name="Name">Null for a contact that the asker may not see.</param>
/// <param name="Role">Null for a primary contact that has been given none.</param>
public sealed record DealContactRow(
    long ContactId,
    string? Name,
    string? Title,
    [property: Field("contact.email")] string? Email,
    [property: Field("contact.phone")] string? Phone,
    BuyingRole? Role,
    bool IsPrimary);

file sealed class Handler(CrmDb db, DatabaseProvider provider) : IRequestHandler<ListDealContacts, IReadOnlyList<DealContactRow>>
{
    public async Task<IReadOnlyList<DealContactRow>> Handle(ListDealContacts request, CancellationToken cancellationToken)
    {
        var (deal, links) = request.AsOf is { } instant
            ? (await db.RequireAsOf<Deal>(provider, request.DealId, instant, cancellationToken), provider.AsOf<DealContact>(db, instant))
            : (await db.Require<Deal>(request.DealId, cancellationToken), db.DealContacts.AsNoTracking());
        var roles = await links.Where(link => link.DealId == request.DealId).OrderBy(link => link.Id).Take(Deal.MostPeople)
            .Select(link => new { link.ContactId, link.Role }).ToListAsync(cancellationToken);
        List<long> ids = [.. roles.Select(link => link.ContactId).Append(deal.ContactId ?? 0).Distinct()];
        var known = await db.Contacts.AsNoTracking().Where(contact => ids.Contains(contact.Id))
            .Select(contact => new { contact.Id, Name = (contact.FirstName + " " + contact.LastName).Trim(), contact.Title, contact.Email, contact.Phone })
            .ToDictionaryAsync(contact => contact.Id, cancellationToken);
        return [.. ids.Where(id => id != 0)
            .OrderByDescending(id => id == deal.ContactId)
            .Select(id => (Id: id, Contact: known.GetValueOrDefault(id)))
            .Select(one => new DealContactRow(
                one.Id, one.Contact?.Name, one.Contact?.Title, one.Contact?.Email, one.Contact?.Phone,
                roles.Find(link => link.ContactId == one.Id)?.Role, one.Id == deal.ContactId))];
    }
}
