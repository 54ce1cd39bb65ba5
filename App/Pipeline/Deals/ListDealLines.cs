using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What is sold with a deal, now or as it was.</summary>
/// <param name="AsOf">Null for now.</param>
[Needs("opportunity.read")]
public sealed record ListDealLines(long DealId, DateTimeOffset? AsOf = null) : IQuery<DealLines>;

/// <param name="AmountFollows">The amount of the deal is the sum of these lines.</param>
public sealed record DealLines(
    string Currency, bool AmountFollows, [property: Field("opportunity.amount")] decimal? Sum, IReadOnlyList<DealLineRow> Lines);

/// <param name="Product">Null for a product that is in the bin.</param>
/// <param name="Discount">0 to 1.</param>
/// <param name="Version">Of the line itself.</param>
public sealed record DealLineRow(
    long Id,
    long ProductId,
    string? Product,
    decimal Quantity,
    [property: Field("opportunity.amount")] decimal? UnitPrice,
    [property: Field("opportunity.amount")] decimal? Discount,
    [property: Field("opportunity.amount")] decimal? Sum,
    long Version = 1)
{
    public LineFields Fields() => new(Quantity, UnitPrice, Discount);
}

file sealed class Handler(CrmDb db, DatabaseProvider provider) : IRequestHandler<ListDealLines, DealLines>
{
    public async Task<DealLines> Handle(ListDealLines request, CancellationToken cancellationToken)
    {
        var (deal, lines) = request.AsOf is { } instant
            ? (await db.RequireAsOf<Deal>(provider, request.DealId, instant, cancellationToken), provider.AsOf<DealLine>(db, instant))
            : (await db.Require<Deal>(request.DealId, cancellationToken), db.DealLines.AsNoTracking());
        var found = await lines.Where(line => line.DealId == request.DealId)
            .OrderBy(line => line.Position).ThenBy(line => line.Id)
            .Take(Deal.MostLines)
            .Select(line => new { Line = line, Product = db.Products.Where(product => product.Id == line.ProductId).Select(product => product.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return new DealLines(
            deal.Currency, deal.AmountFollowsLines, found.Sum(row => row.Line.SumIn(deal.Currency)),
            [.. found.Select(row => new DealLineRow(row.Line.Id, row.Line.ProductId, row.Product, row.Line.Quantity, row.Line.UnitPrice, row.Line.Discount,
                row.Line.SumIn(deal.Currency), row.Line.Version))]);
    }
}
