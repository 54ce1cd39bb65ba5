using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Takes back what somebody changed about a deal in one save: its fields and its owner. Returns the new version, which can be taken back in turn.</summary>
/// <param name="Version">What the edit returned. Fields that were changed again since are refused.</param>
[Needs("opportunity.update")]
public sealed record UndoDealEdit(long DealId, long Version) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, EditMerge edits) : IRequestHandler<UndoDealEdit, long>
{
    public async Task<long> Handle(UndoDealEdit request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        var isMine = await IsMine(request, cancellationToken);
        var (before, after) = (await At(deal, request.Version - 1, cancellationToken), await At(deal, request.Version, cancellationToken));
        if (!isMine || before is null || after is null)
        {
            throw new RuleBroken("deal.not_edited", "There is nothing of yours to take back here.");
        }

        var fields = await edits.Of(deal, row => row.Fields(), before.Fields(), request.Version, isExact: false, cancellationToken);
        var owner = await edits.Of(deal, row => new Owned(row.OwnerId), new Owned(before.OwnerId), request.Version, isExact: false, cancellationToken);
        await DealReferences.Check(db, fields, deal.Fields(), cancellationToken);
        deal.TakeBack(fields, before, after);
        await DealReferences.Give(db, deal, owner.OwnerId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }

    private async Task<Deal?> At(Deal deal, long version, CancellationToken ct) =>
        version == deal.Version ? deal : await edits.Former<Deal>(deal.Id, version, ct);

    // A save that changed nothing has the version of somebody else's.
    private Task<bool> IsMine(UndoDealEdit request, CancellationToken ct) => db.Events.AsNoTracking().AnyAsync(
        happened => happened.SubjectKind == RecordKind.Deal.Name && happened.SubjectId == request.DealId && happened.SubjectVersion == request.Version && happened.ActorId == db.UserId, ct);
}

file sealed record Owned(long? OwnerId);
