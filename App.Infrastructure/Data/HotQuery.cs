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

/// <summary>The same for a page of a list in the order of a key and of the number.</summary>
/// <param name="page">Gets the key and the number of the row that the page begins behind, and how many rows it has at most. Without a closure.</param>
/// <param name="row">What is read of each.</param>
public sealed class HotPage<TKey, TEntity, TRow>(Expression<Func<CrmDb, TKey, long, int, IQueryable<TEntity>>> page, Expression<Func<CrmDb, TEntity, TRow>> row)
{
    private readonly Expression<Func<CrmDb, TKey, long, int, IQueryable<TRow>>> _question = Expression.Lambda<Func<CrmDb, TKey, long, int, IQueryable<TRow>>>(
        Expression.Call(typeof(Queryable), nameof(Queryable.Select), [typeof(TEntity), typeof(TRow)], page.Body, Expression.Quote(row.In(page.Parameters[0]))), page.Parameters);

    private readonly ConcurrentDictionary<IModel, Func<CrmDb, TKey, long, int, IAsyncEnumerable<TRow>>> _translated = [];

    public async Task<List<TRow>> Ask(CrmDb db, TKey key, long id, int most, CancellationToken ct)
    {
        var rows = new List<TRow>();
        var ask = _translated.GetOrAdd(db.Model, static (_, question) => EF.CompileAsyncQuery(question), _question);
        await foreach (var next in ask(db, key, id, most).WithCancellation(ct))
        {
            rows.Add(next);
        }

        return rows;
    }
}
