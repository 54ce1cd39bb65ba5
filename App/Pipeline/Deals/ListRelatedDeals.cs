using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The deals that a contact takes part in, or that a product is sold with, the newest first.</summary>
[Needs("opportunity.read")]
public sealed record ListRelatedDeals(long? ContactId = null, long? ProductId = null) : IQuery<IReadOnlyList<RelatedDeal>>
{
    internal const int Most = 100;
}

/// <param name="Role">Of the contact; null where none was given.</param>
public sealed record RelatedDeal(
    long Id,
    string Name,
    string Stage,
    StageKind Outcome,
    [property: Field("opportunity.amount")] decimal? Amount,
    string Currency,
    long? OwnerId,
    string? Owner,
    BuyingRole? Role,
    bool IsPrimary);

file sealed class Handler(CrmDb db) : IRequestHandler<ListRelatedDeals, IReadOnlyList<RelatedDeal>>
{
    public async Task<IReadOnlyList<RelatedDeal>> Handle(ListRelatedDeals request, CancellationToken cancellationToken)
    {
        var deals = db.Deals.AsNoTracking();
        if (request.ContactId is { } contact)
        {
            deals = deals.Where(deal => deal.ContactId == contact || db.DealContacts.Any(link => link.DealId == deal.Id && link.ContactId == contact));
        }

        if (request.ProductId is { } product)
        {
            deals = deals.Where(deal => deal.ProductId == product || db.DealLines.Any(line => line.DealId == deal.Id && line.ProductId == product));
        }

        return await deals.OrderByDescending(deal => deal.CreatedAt).ThenByDescending(deal => deal.Id)
            .Take(ListRelatedDeals.Most)
            .Select(deal => new RelatedDeal(
                deal.Id, deal.Name, db.Stages.Where(stage => stage.Id == deal.StageId).Select(stage => stage.Name).First(), deal.Outcome, deal.Amount, deal.Currency,
                deal.OwnerId, db.Users.Where(user => user.Id == deal.OwnerId).Select(user => user.Name).FirstOrDefault(),
                db.DealContacts.Where(link => link.DealId == deal.Id && link.ContactId == request.ContactId).Select(link => (BuyingRole?)link.Role).FirstOrDefault(),
                request.ContactId != null && deal.ContactId == request.ContactId))
            .ToListAsync(cancellationToken);
    }
}
