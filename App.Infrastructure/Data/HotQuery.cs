using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data;

/// <summary>A question that is asked so often that it is translated once for each database, and not looked up by its shape each time.</summary>
/// <param name="question">Finds one thing or nothing. All that varies is the argument: a closure would be asked as it was the first time.</param>
public sealed class HotQuery<TArgument, TResult>(Expression<Func<CrmDb, TArgument, CancellationToken, TResult?>> question)
    where TResult : class
{
    private readonly ConcurrentDictionary<IModel, Func<CrmDb, TArgument, CancellationToken, Task<TResult?>>> _translated = [];

    public Task<TResult?> Ask(CrmDb db, TArgument argument, CancellationToken ct) =>
        _translated.GetOrAdd(db.Model, static (_, question) => EF.CompileAsyncQuery(question), question)(db, argument, ct);
}

/// <summary>The same for a list.</summary>
/// <param name="question">Bounded, and without a closure.</param>
public sealed class HotList<TArgument, TRow>(Expression<Func<CrmDb, TArgument, IQueryable<TRow>>> question)
{
    private readonly ConcurrentDictionary<IModel, Func<CrmDb, TArgument, IAsyncEnumerable<TRow>>> _translated = [];

    public async Task<List<TRow>> Ask(CrmDb db, TArgument argument, CancellationToken ct)
    {
        var rows = new List<TRow>();
        var ask = _translated.GetOrAdd(db.Model, static (_, question) => EF.CompileAsyncQuery(question), question);
        await foreach (var row in ask(db, argument).WithCancellation(ct))
        {
            rows.Add(row);
        }

        return rows;
    }
}
