using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Changes a product or its list price. Returns its new version.</summary>
[Needs("product.update")]
public sealed record EditProduct(long ProductId, ProductFields Fields, long? Version = null) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<EditProduct, long>
{
    public async Task<long> Handle(EditProduct request, CancellationToken cancellationToken)
    {
        var product = await db.Require<Product>(request.ProductId, request.Version, cancellationToken);
        product.Edit(HiddenFields.Keep(request.Fields, product.Fields(), db.Work.Actor.HiddenFields));
        await db.SaveChangesAsync(cancellationToken);
        return product.Version;
    }
}
