using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Takes back what somebody changed about a product in one save. Returns the new version, which can be taken back in turn.</summary>
/// <param name="Version">What the edit returned. Fields that were changed again since are refused.</param>
[Needs("product.update")]
public sealed record UndoProductEdit(long ProductId, long Version) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, EditMerge edits, EditUndo undo) : IRequestHandler<UndoProductEdit, long>
{
    public async Task<long> Handle(UndoProductEdit request, CancellationToken cancellationToken)
    {
        var (product, before, _) = await undo.Of<Product>(request.ProductId, request.Version, cancellationToken);
        product.Edit(await edits.Of(product, row => row.Fields(), before.Fields(), request.Version, isExact: false, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return product.Version;
    }
}
