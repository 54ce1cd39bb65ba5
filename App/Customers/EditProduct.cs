using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Changes a product or its list price. Returns its new version.</summary>
/// <param name="Version">The version that the person saw; what others changed since is merged, and refused where both changed the same field.</param>
/// <param name="IsExact">Refuse whenever it is another version.</param>
[Needs("product.update")]
public sealed record EditProduct(long ProductId, ProductFields Fields, long? Version = null, bool IsExact = false) : IEdit
{
    public IEdit Over(object fields, long version) => this with { Fields = (ProductFields)fields, Version = version };
}

file sealed class Handler(CrmDb db, EditMerge edits) : IRequestHandler<EditProduct, long>
{
    public async Task<long> Handle(EditProduct request, CancellationToken cancellationToken)
    {
        var product = await db.Require<Product>(request.ProductId, cancellationToken);
        var fields = await edits.Of(product, row => row.Fields(), request.Fields, request.Version, request.IsExact, cancellationToken);
        product.Edit(fields);
        await db.SaveChangesAsync(cancellationToken);
        return product.Version;
    }
}
