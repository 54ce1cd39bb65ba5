using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Takes a product out of the bin. Returns its new version.</summary>
[Needs("product.delete")]
public sealed record RestoreProduct(long ProductId, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RestoreProduct, long>
{
    public async Task<long> Handle(RestoreProduct request, CancellationToken cancellationToken)
    {
        var product = await db.RequireFromBin<Product>(request.ProductId, request.Version, cancellationToken);
        product.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return product.Version;
    }
}
