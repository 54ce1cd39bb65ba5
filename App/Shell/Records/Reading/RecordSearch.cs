using System.Linq.Expressions;
using System.Reflection;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>What words find among records of any kind: their own texts, and the names of what they belong to.</summary>
internal static class RecordSearch
{
    private static readonly MethodInfo Targets = typeof(RecordSearch).GetMethod(nameof(Named), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Where words are looked for.</summary>
    public static IReadOnlyList<RecordKind> Kinds(RecordType type) => [type.Kind, .. Found(type).Select(field => field.Target!).Distinct()];

    public static IQueryable<T> Found<T>(this IQueryable<T> rows, CrmDb db, RecordType type, Search? search)
        where T : Entity, IKept => rows.Found(search, (some, term) =>
        {
            var own = db.Saying(type.Kind, term);
            Expression<Func<T, bool>> isFound = row => own.Contains(row.Id);
            foreach (var field in Found(type))
            {
                isFound = Either(isFound, field, (IQueryable<long?>)Targets.MakeGenericMethod(RecordTypes.Of(field.Target!)!.Entity).Invoke(null, [db, field.Target, term])!);
            }

            return some.Where(isFound);
        });

    private static IEnumerable<RecordField> Found(RecordType type) => type.Fields.Where(field => field.IsFoundByName);

    // Those that the asker may see and that have the word in their name.
    private static IQueryable<long?> Named<TTarget>(CrmDb db, RecordKind kind, SearchTerm term)
        where TTarget : Entity
    {
        var named = db.Saying(kind, term, onlyName: true);
        return db.Set<TTarget>().Where(target => named.Contains(target.Id)).Select(target => (long?)target.Id);
    }

    private static Expression<Func<T, bool>> Either<T>(Expression<Func<T, bool>> first, RecordField field, IQueryable<long?> targets)
    {
        Expression<Func<long?, bool>> isTarget = id => targets.Contains(id);
        return Expression.Lambda<Func<T, bool>>(Expression.OrElse(first.Body, isTarget.With(field.Value.With(first.Parameters[0]))), first.Parameters);
    }
}
