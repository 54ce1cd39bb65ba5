using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Takes a record out of the bin. Returns its new version.</summary>
[RecordVerb("Restore{0}", Permission.Delete)]
public sealed record RestoreRecord<T>(long Id, long? Version = null) : ICommand<long>, IRepeatable
    where T : Entity, IKept;

file sealed class Handler<T>(CrmDb db) : IRequestHandler<RestoreRecord<T>, long>
    where T : Entity, IKept
{
    public async Task<long> Handle(RestoreRecord<T> request, CancellationToken cancellationToken)
    {
        var record = await db.RequireFromBin<T>(request.Id, request.Version, cancellationToken);
        record.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return record.Version;
    }
}
