using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>One product, now or as it was.</summary>
/// <param name="AsOf">Null for now.</param>
[Needs("product.read")]
public sealed record GetProduct(long ProductId, DateTimeOffset? AsOf = null) : IQuery<ProductDetails>;

public sealed record ProductDetails(long Id, long Version, ProductFields Fields, DateTimeOffset ChangedAt, Rights Rights);

file sealed class Handler(CrmDb db, DatabaseProvider provider) : IRequestHandler<GetProduct, ProductDetails>
{
    public async Task<ProductDetails> Handle(GetProduct request, CancellationToken cancellationToken)
    {
        var products = request.AsOf is { } instant ? provider.AsOf<Product>(db, instant) : db.Products.AsNoTracking();
        var product = await products.SingleOrDefaultAsync(row => row.Id == request.ProductId, cancellationToken)
            ?? throw new NotFound(RecordKind.Product, request.ProductId);
        var rights = request.AsOf is null ? Rights.To(db, product) : new Rights(Edit: false, Delete: false);
        return new ProductDetails(product.Id, product.Version, product.Fields(), product.ChangedAt, rights);
    }
}
