using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Adds a product to a deal; without a price at its list price. Returns the line, and the version of the deal.</summary>
/// <param name="Discount">0 to 1.</param>
[Needs("opportunity.update")]
public sealed record AddDealLine(
    long DealId,
    long ProductId,
    decimal Quantity = 1,
    [property: Field("opportunity.amount")] decimal? UnitPrice = null,
    [property: Field("opportunity.amount")] decimal? Discount = null,
    long? Version = null) : ICommand<AddedPart>, IRepeatable;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<AddDealLine, AddedPart>
{
    public async Task<AddedPart> Handle(AddDealLine request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        DealMoney.Check(db, request.UnitPrice ?? request.Discount);
        await db.RequireVisible<Product>(request.ProductId, "product_id", cancellationToken);
        await db.Entry(deal).Collection(d => d.Lines).LoadAsync(cancellationToken);
        var price = request.UnitPrice ?? await ListPrice(request.ProductId, deal.Currency, cancellationToken);
        var line = deal.AddLine(await ids.Next(cancellationToken), request.ProductId, new LineTerms(request.Quantity, price, request.Discount ?? 0m));
        await db.SaveChangesAsync(cancellationToken);
        return new AddedPart(line.Id, deal.Version);
    }

    // Who may not see list prices would learn one from the line.
    private async Task<decimal> ListPrice(long productId, string currency, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().Where(row => row.Id == productId).Select(row => new { row.ListPrice, row.Currency }).SingleAsync(ct);
        return product.Currency == currency && !db.Work.Actor.HiddenFields.Contains("product.list_price")
            ? product.ListPrice
            : throw InvalidInput.Of("unit_price", "required", $"There is no list price in {currency} to propose. Type the unit price.");
    }
}
