using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Adds something that we sell. Returns its number.</summary>
[Needs("product.create")]
public sealed record AddProduct(ProductFields Fields) : ICommand<long>;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<AddProduct, long>
{
    public async Task<long> Handle(AddProduct request, CancellationToken cancellationToken)
    {
        var product = new Product(await ids.Next(cancellationToken), request.Fields);
        db.Products.Add(product);
        await db.SaveChangesAsync(cancellationToken);
        return product.Id;
    }
}
