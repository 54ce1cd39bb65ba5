using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Puts a record into the bin, from which <see cref="RestoreRecord{T}"/> takes it back. Returns its new version.</summary>
[RecordVerb("Delete{0}", Permission.Delete)]
public sealed record DeleteRecord<T>(long Id, long? Version = null) : ICommand<long>, IRepeatable
    where T : Entity, IKept;

file sealed class Handler<T>(CrmDb db, TimeProvider clock) : IRequestHandler<DeleteRecord<T>, long>
    where T : Entity, IKept
{
    public async Task<long> Handle(DeleteRecord<T> request, CancellationToken cancellationToken)
    {
        var record = await db.Require<T>(request.Id, request.Version, cancellationToken);
        record.Delete(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return record.Version;
    }
}
