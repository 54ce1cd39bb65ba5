using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Where deals lie in a column after it has made room: their order is as before, their ranks are not. See <see cref="ManualOrder"/>.</summary>
[Needs("opportunity.read")]
public sealed record GetColumnRanks(long StageId, IReadOnlyCollection<long> DealIds) : IQuery<IReadOnlyDictionary<long, long>>;

file sealed class Rules : AbstractValidator<GetColumnRanks>
{
    public Rules() => RuleFor(ranks => ranks.DealIds.Count).LessThanOrEqualTo(GetBoard.Most);
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetColumnRanks, IReadOnlyDictionary<long, long>>
{
    public async Task<IReadOnlyDictionary<long, long>> Handle(GetColumnRanks request, CancellationToken cancellationToken) =>
        await db.Deals.AsNoTracking()
            .Where(deal => deal.StageId == request.StageId && request.DealIds.Contains(deal.Id))
            .ToDictionaryAsync(deal => deal.Id, deal => deal.Rank, cancellationToken);
}
