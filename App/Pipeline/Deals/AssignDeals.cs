using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Gives deals to people, each from whom the asker believes to be its owner; sent again with both turned round it takes itself back.</summary>
[Needs("opportunity.update")]
public sealed record AssignDeals(IReadOnlyList<OwnerChange> Deals) : ICommand<IReadOnlyList<AssignedDeal>>, IRepeatable;

/// <param name="WasOwnerId">The owner whom the person saw.</param>
public sealed record OwnerChange(long DealId, long? OwnerId, long? WasOwnerId);

/// <param name="Refused">Why it stays with its owner.</param>
public sealed record AssignedDeal(long DealId, string? Refused = null);

file sealed class Rules : AbstractValidator<AssignDeals>
{
    public Rules() => RuleFor(assign => assign.Deals).NotEmpty().Must(deals => deals.Count <= MoveDeals.Most).WithMessage($"Up to {MoveDeals.Most} deals can be given at once. Choose fewer.");
}

file sealed class Handler(CrmDb db, EditUndo undo) : IRequestHandler<AssignDeals, IReadOnlyList<AssignedDeal>>
{
    public async Task<IReadOnlyList<AssignedDeal>> Handle(AssignDeals request, CancellationToken cancellationToken)
    {
        List<long> asked = [.. request.Deals.Select(deal => deal.DealId).Distinct()];
        var deals = await db.Deals.Where(deal => asked.Contains(deal.Id)).ToDictionaryAsync(deal => deal.Id, cancellationToken);
        await AddHandedOn(deals, request.Deals, cancellationToken);
        var people = new Dictionary<long, Taker>();
        foreach (var owner in request.Deals.Select(deal => deal.OwnerId).OfType<long>().Distinct())
        {
            people[owner] = await Find(owner, cancellationToken);
        }

        List<AssignedDeal> outcomes = [.. request.Deals.DistinctBy(deal => deal.DealId).Select(change => Assign(deals.GetValueOrDefault(change.DealId), change, people))];
        await db.SaveChangesAsync(cancellationToken);
        return outcomes;
    }

    // What the asker has just given out of their reach they may call back, to whom it was before.
    private async Task AddHandedOn(Dictionary<long, Deal> deals, IEnumerable<OwnerChange> changes, CancellationToken ct)
    {
        foreach (var change in changes.Where(change => !deals.ContainsKey(change.DealId)))
        {
            if (await undo.HandedOn<Deal>(change.DealId, ct) is { } handed && handed.Before.OwnerId == change.OwnerId)
            {
                deals[change.DealId] = handed.Record;
            }
        }
    }

    // Of deals that go back to several people, those of who has left stay; the others go.
    private async Task<Taker> Find(long owner, CancellationToken ct)
    {
        try
        {
            return new Taker(await DealReferences.Responsible(db, owner, ct), null);
        }
        catch (InvalidInput refused)
        {
            return new Taker(null, refused.Message);
        }
    }

    private static AssignedDeal Assign(Deal? deal, OwnerChange change, Dictionary<long, Taker> people)
    {
        if (deal is null)
        {
            return new AssignedDeal(change.DealId, "The deal is gone, or not yours to give.");
        }

        if (deal.OwnerId != change.WasOwnerId)
        {
            return new AssignedDeal(change.DealId, "Somebody has given it to another person meanwhile.");
        }

        var to = change.OwnerId is { } owner ? people[owner] : null;
        if (to?.Refused is null)
        {
            deal.AssignTo(to?.Person?.OwnerId, to?.Person?.TeamId);
        }

        return new AssignedDeal(change.DealId, to?.Refused);
    }

    private sealed record Taker(Responsible? Person, string? Refused);
}
