using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>How many deals a list holds in all, and what they add up to; its order and its pages do not count.</summary>
[Needs("opportunity.read")]
public sealed record SumDeals(ListDeals List) : IQuery<DealSum>;

/// <param name="Amount">Null where the deals are in several currencies, too.</param>
/// <param name="Currency">Null where there is not exactly one.</param>
public sealed record DealSum(int Count, [property: Field("opportunity.amount")] decimal? Amount, string? Currency);

file sealed class Rules : AbstractValidator<SumDeals>
{
    public Rules() => RuleFor(sum => sum.List.Search).SearchText();
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<SumDeals, DealSum>
{
    public async Task<DealSum> Handle(SumDeals request, CancellationToken cancellationToken)
    {
        var deals = await db.Deals.AsNoTracking().Listed(db, request.List, clock.GetUtcNow(), cancellationToken);
        var sums = await deals.GroupBy(deal => deal.Currency)
            .Select(group => new DealSum(group.Count(), group.Sum(deal => deal.Amount), group.Key))
            .ToListAsync(cancellationToken);
        return sums.Count == 1 ? sums[0] : new DealSum(sums.Sum(sum => sum.Count), null, null);
    }
}
