using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Gives a record to a person, or to nobody. Returns its new version.</summary>
[RecordVerb("Assign{0}", Permission.Update)]
public sealed record AssignRecord<T>(long Id, long? OwnerId, long? Version = null) : ICommand<long>, IRepeatable
    where T : Entity, IKept, IAssigned;

file sealed class Handler<T>(CrmDb db) : IRequestHandler<AssignRecord<T>, long>
    where T : Entity, IKept, IAssigned
{
    public async Task<long> Handle(AssignRecord<T> request, CancellationToken cancellationToken)
    {
        var record = await db.Require<T>(request.Id, request.Version, cancellationToken);
        var owner = await Owner.Find(db, request.OwnerId, cancellationToken);
        record.AssignTo(owner.UserId, owner.TeamId);
        await db.SaveChangesAsync(cancellationToken);
        return record.Version;
    }
}
