using System.Linq.Expressions;
using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>One record, now or as it was.</summary>
/// <param name="AsOf">Null for now.</param>
[RecordVerb("Get{0}", Permission.Read)]
public sealed record GetRecord<T, TFields>(long Id, DateTimeOffset? AsOf = null) : IQuery<RecordDetails<TFields>>
    where T : Entity, IRecordOf<TFields>
    where TFields : class;

/// <param name="Links">Names of the records that its references point at, by the key of the field.</param>
public sealed record RecordDetails<TFields>(
    long Id,
    long Version,
    string Name,
    TFields Fields,
    IReadOnlyDictionary<string, string?> Links,
    long? OwnerId,
    string? Owner,
    string? Team,
    DateTimeOffset ChangedAt,
    Rights Rights,
    bool HasOwnerLeft = false)
    where TFields : class;

file sealed class Handler<T, TFields>(CrmDb db, DatabaseProvider provider) : IRequestHandler<GetRecord<T, TFields>, RecordDetails<TFields>>
    where T : Entity, IRecordOf<TFields>
    where TFields : class
{
    private static readonly RecordType Type = RecordTypes.Of<T>();
    private static readonly IReadOnlyList<RecordField> References = [.. Type.Fields.Where(field => field.Family == FieldFamily.Reference)];
    private static readonly Expression<Func<CrmDb, T, RecordNamesBeside>> Beside = RecordProjection.Beside<T>(References);

    public async Task<RecordDetails<TFields>> Handle(GetRecord<T, TFields> request, CancellationToken cancellationToken)
    {
        var (record, names) = await db.Read(provider, request.Id, request.AsOf, Beside, cancellationToken);
        return new RecordDetails<TFields>(
            record.Id,
            record.Version,
            Type.NameOf(record),
            record.Fields(),
            References.Select((field, at) => (field.Key, Name: names.Links[at])).ToDictionary(link => link.Key, link => link.Name),
            (record as IOwned)?.OwnerId,
            names.Owner,
            names.Team,
            record.ChangedAt,
            request.AsOf is null ? Rights.To(db, record) : new Rights(Edit: false, Delete: false),
            names.HasOwnerLeft);
    }
}
