using System.Reflection;
using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>
/// Takes some records apart again into the words that they are found by, as after a load past the program or where a version reads names otherwise. Returns where it
/// goes on, null at the end.
/// </summary>
[Needs("import.create")]
public sealed record RebuildSearch(SearchPlace? From = null, int Take = 500) : ICommand<SearchPlace?>, IRepeatable;

/// <param name="Kind">Of the records.</param>
/// <param name="After">The last one that is done.</param>
public sealed record SearchPlace(string Kind, long After);

file sealed class Handler(CrmDb db) : IRequestHandler<RebuildSearch, SearchPlace?>
{
    private static readonly MethodInfo Some = typeof(Handler).GetMethod(nameof(Rebuild), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public async Task<SearchPlace?> Handle(RebuildSearch request, CancellationToken cancellationToken)
    {
        var kinds = db.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.IsAssignableTo(typeof(ISearched))).OrderBy(type => type.Name, StringComparer.Ordinal).ToList();
        var at = request.From is { } from ? kinds.FindIndex(type => type.Name == from.Kind) : 0;
        if (at < 0)
        {
            throw InvalidInput.Of("from", "unknown", $"No records of the kind {request.From!.Kind} are searched.");
        }

        var last = await (Task<long?>)Some.MakeGenericMethod(kinds[at]).Invoke(this, [request.From?.After ?? 0, request.Take, cancellationToken])!;
        return last is { } done ? new SearchPlace(kinds[at].Name, done) : at + 1 < kinds.Count ? new SearchPlace(kinds[at + 1].Name, 0) : null;
    }

    private async Task<long?> Rebuild<T>(long after, int take, CancellationToken ct)
        where T : Entity, ISearched
    {
        var rows = await db.Set<T>().IgnoreQueryFilters([Filters.Deleted]).AsNoTracking().Where(row => row.Id > after).OrderBy(row => row.Id).Take(take).ToListAsync(ct);
        if (rows.Count == 0)
        {
            return null;
        }

        await SearchIndex.Again(db, rows, ct);
        await db.SaveChangesAsync(ct);
        return rows[^1].Id;
    }
}
