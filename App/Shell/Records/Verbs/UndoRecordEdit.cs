using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Takes back what somebody changed about a record in one save: its fields and its owner. Returns the new version, which can be taken back in turn.</summary>
/// <param name="Version">What the edit returned. Fields that were changed again since are refused.</param>
[RecordVerb("Undo{0}Edit", Permission.Update)]
public sealed record UndoRecordEdit<T, TFields>(long Id, long Version) : ICommand<long>, IRepeatable
    where T : Entity, IPlainRecord<T, TFields>
    where TFields : class;

file sealed class Handler<T, TFields>(CrmDb db, EditMerge edits, EditUndo undo) : IRequestHandler<UndoRecordEdit<T, TFields>, long>
    where T : Entity, IPlainRecord<T, TFields>
    where TFields : class
{
    public async Task<long> Handle(UndoRecordEdit<T, TFields> request, CancellationToken cancellationToken)
    {
        var (record, before, _) = await undo.Of<T>(request.Id, request.Version, cancellationToken);
        var fields = await edits.Of(record, row => row.Fields(), before.Fields(), request.Version, isExact: false, cancellationToken);
        await RecordReferences.Require<T>(db, fields, record.Fields(), cancellationToken);
        record.Edit(fields);
        if (record is IAssigned assigned)
        {
            await GiveBack(record, assigned, ((IOwned)before).OwnerId, request.Version, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return record.Version;
    }

    private async Task GiveBack(T record, IAssigned assigned, long? before, long version, CancellationToken ct)
    {
        var owned = await edits.Of(record, row => new Owned(((IOwned)row).OwnerId), new Owned(before), version, isExact: false, ct);
        if (owned.OwnerId != assigned.OwnerId)
        {
            var owner = await Owner.Find(db, owned.OwnerId, ct);
            assigned.AssignTo(owner.UserId, owner.TeamId);
        }
    }
}
