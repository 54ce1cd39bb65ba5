using System.Collections.Concurrent;
using System.Reflection;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Whether the asker may hear of a kind of record, or of one record, now.</summary>
/// <param name="Id">Null for the kind as a whole.</param>
[Open("Answers only for the asker, and only yes or no.")]
public sealed record MaySee(string Kind, long? Id) : IQuery<bool>;

file sealed class Handler(CrmDb db) : IRequestHandler<MaySee, bool>
{
    private static readonly ConcurrentDictionary<Type, string> Kinds = [];
    private static readonly MethodInfo Look = typeof(Handler).GetMethod(nameof(IsVisible), BindingFlags.NonPublic | BindingFlags.Static)!;

    public async Task<bool> Handle(MaySee request, CancellationToken cancellationToken)
    {
        if (!AccessPolicy.Decide(db.Work.Actor, new Permission(request.Kind, Permission.Read)).IsAllowed)
        {
            return false;
        }

        var type = db.Model.GetEntityTypes().Select(entity => entity.ClrType)
            .FirstOrDefault(clr => typeof(IRecord).IsAssignableFrom(clr) && Kinds.GetOrAdd(clr, KindOf) == request.Kind);
        return type is not null
            && (request.Id is not { } id || await (Task<bool>)Look.MakeGenericMethod(type).Invoke(null, [db, id, cancellationToken])!);
    }

    private static string KindOf(Type clr) => ((IRecord)Activator.CreateInstance(clr, nonPublic: true)!).Kind.Name;

    // That a record went into the bin is news for who could see it.
    private static Task<bool> IsVisible<T>(CrmDb db, long id, CancellationToken ct)
        where T : Entity => db.Set<T>().IgnoreQueryFilters([Filters.Deleted]).AnyAsync(row => row.Id == id, ct);
}
