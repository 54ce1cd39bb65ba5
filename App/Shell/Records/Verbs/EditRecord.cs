using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Changes what is known about a record. Returns its new version.</summary>
/// <param name="Version">The version that the person saw; what others changed since is merged, and refused where both changed the same field.</param>
/// <param name="IsExact">Refuse whenever it is another version.</param>
[RecordVerb("Edit{0}", Permission.Update)]
public sealed record EditRecord<T, TFields>(long Id, TFields Fields, long? Version = null, bool IsExact = false) : IEdit
    where T : Entity, IPlainRecord<T, TFields>
    where TFields : class
{
    public IEdit Over(object fields, long version) => this with { Fields = (TFields)fields, Version = version };
}

file sealed class Handler<T, TFields>(CrmDb db, EditMerge edits) : IRequestHandler<EditRecord<T, TFields>, long>
    where T : Entity, IPlainRecord<T, TFields>
    where TFields : class
{
    public async Task<long> Handle(EditRecord<T, TFields> request, CancellationToken cancellationToken)
    {
        var record = await db.Require<T>(request.Id, cancellationToken);
        var fields = await edits.Of(record, row => row.Fields(), request.Fields, request.Version, request.IsExact, cancellationToken);
        await RecordReferences.Require<T>(db, fields, record.Fields(), cancellationToken);
        record.Edit(fields);
        await db.SaveChangesAsync(cancellationToken);
        return record.Version;
    }
}
