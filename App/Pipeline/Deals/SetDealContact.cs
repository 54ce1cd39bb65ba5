using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Gives a contact a part in a deal, or another one. Returns the deal's new version.</summary>
[Needs("opportunity.update")]
public sealed record SetDealContact(long DealId, long ContactId, BuyingRole Role, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Rules : AbstractValidator<SetDealContact>
{
    public Rules() => RuleFor(part => part.Role).IsInEnum();
}

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<SetDealContact, long>
{
    public async Task<long> Handle(SetDealContact request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        await db.RequireVisible<Contact>(request.ContactId, "contact_id", cancellationToken);
        await db.Entry(deal).Collection(d => d.People).LoadAsync(cancellationToken);
        deal.Involve(await ids.Next(cancellationToken), request.ContactId, request.Role);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
