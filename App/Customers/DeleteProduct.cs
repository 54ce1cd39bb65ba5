using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Puts a product into the bin, from which <see cref="RestoreProduct"/> takes it back. Returns its new version.</summary>
[Needs("product.delete")]
public sealed record DeleteProduct(long ProductId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<DeleteProduct, long>
{
    public async Task<long> Handle(DeleteProduct request, CancellationToken cancellationToken)
    {
        var product = await db.Require<Product>(request.ProductId, request.Version, cancellationToken);
        product.Delete(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return product.Version;
    }
}
