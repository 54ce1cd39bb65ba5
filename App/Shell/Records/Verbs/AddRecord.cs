using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Adds a record; without an owner it belongs to whoever adds it. Returns its number.</summary>
[RecordVerb("Add{0}", Permission.Create)]
public sealed record AddRecord<T, TFields>(TFields Fields, long? OwnerId = null) : ICommand<long>
    where T : Entity, IPlainRecord<T, TFields>
    where TFields : class;

file sealed class Handler<T, TFields>(CrmDb db, IdGenerator ids) : IRequestHandler<AddRecord<T, TFields>, long>
    where T : Entity, IPlainRecord<T, TFields>
    where TFields : class
{
    public async Task<long> Handle(AddRecord<T, TFields> request, CancellationToken cancellationToken)
    {
        await RecordReferences.Require<T>(db, request.Fields, null, cancellationToken);
        var owner = RecordTypes.Of<T>().IsOwned ? await Owner.Find(db, request.OwnerId ?? db.UserId, cancellationToken) : new Owner(null, null);
        var record = T.Create(await ids.Next(cancellationToken), request.Fields, owner.UserId, owner.TeamId);
        db.Set<T>().Add(record);
        await db.SaveChangesAsync(cancellationToken);
        return record.Id;
    }
}
