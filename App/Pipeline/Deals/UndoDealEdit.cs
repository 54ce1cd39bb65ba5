using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Takes back what somebody changed about a deal in one save: its fields and its owner. Returns the new version, which can be taken back in turn.</summary>
/// <param name="Version">What the edit returned. Fields that were changed again since are refused.</param>
[Needs("opportunity.update")]
public sealed record UndoDealEdit(long DealId, long Version) : ICommand<long>, IRepeatable
{
    internal static EditedStep Step(string what, long dealId, long version) => new(what, dealId, version, (deal, made) => new UndoDealEdit(deal, made));
}

file sealed class Handler(CrmDb db, EditMerge edits, EditUndo undo) : IRequestHandler<UndoDealEdit, long>
{
    public async Task<long> Handle(UndoDealEdit request, CancellationToken cancellationToken)
    {
        var (deal, before, after) = await undo.Of<Deal>(request.DealId, request.Version, cancellationToken);
        var fields = await edits.Of(deal, row => row.Fields(), before.Fields(), request.Version, isExact: false, cancellationToken);
        var owner = await edits.Of(deal, row => new Owned(row.OwnerId), new Owned(before.OwnerId), request.Version, isExact: false, cancellationToken);
        await DealReferences.Check(db, fields, deal.Fields(), cancellationToken);
        deal.TakeBack(fields, before, after);
        await DealReferences.Give(db, deal, owner.OwnerId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
