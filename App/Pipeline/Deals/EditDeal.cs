using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Changes what people type about a deal. Fields that the person cannot see stay as they are. Returns the new version.</summary>
/// <param name="Version">The version that the person saw; what others changed since is merged, and refused where both changed the same field.</param>
/// <param name="IsExact">Refuse whenever it is another version.</param>
[Needs("opportunity.update")]
public sealed record EditDeal(long DealId, DealFields Fields, long? Version = null, bool IsExact = false) : IEdit
{
    /// <summary>The amount, where a program has named it: nought too. A form that does not show it leaves it out.</summary>
    [Field("opportunity.amount")]
    public decimal? NamedAmount { get; init; }

    public IEdit Over(object fields, long version) => this with { Fields = (DealFields)fields, Version = version };
}

file sealed class Handler(CrmDb db, EditMerge edits) : IRequestHandler<EditDeal, long>
{
    public async Task<long> Handle(EditDeal request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        var fields = await edits.Of(deal, row => row.Fields(), request.Fields, request.Version, request.IsExact, cancellationToken);
        await DealReferences.Check(db, fields, deal.Fields(), cancellationToken);
        deal.Edit(fields);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
