using System.Linq.Expressions;
using System.Reflection;

namespace CrmLive.Shell;

/// <summary>Pages by key: rows after a place, found by an index however far down the list it is.</summary>
internal static class Keyset
{
    private static readonly MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo Lower = typeof(string).GetMethod(nameof(string.ToLower), [])!;
    private static readonly MethodInfo Contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;

    /// <summary>Ordered by the key and then by number, from just behind the cursor.</summary>
    public static IQueryable<T> Seek<T, TKey>(this IQueryable<T> rows, Expression<Func<T, TKey>> key, bool descending, Cursor<TKey>? after)
        where T : Entity
    {
        if (after is not null)
        {
            rows = rows.Where(Behind(key, descending, after));
        }

        return descending
            ? rows.OrderByDescending(key).ThenByDescending(row => row.Id)
            : rows.OrderBy(key).ThenBy(row => row.Id);
    }

    /// <summary>Rows whose text holds what a person types, whatever the case.</summary>
    public static IQueryable<T> Holding<T>(this IQueryable<T> rows, Expression<Func<T, string>> text, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return rows;
        }

        var wanted = Parameter(new Box<string>(typed.Trim().ToLowerInvariant()));
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.Call(Expression.Call(text.Body, Lower), Contains, wanted), text.Parameters));
    }

    /// <summary>Rows whose text comes from the one on and before the other, in the order of the database.</summary>
    public static IQueryable<T> Between<T>(this IQueryable<T> rows, Expression<Func<T, string>> text, string from, string before)
    {
        var isFrom = Expression.GreaterThanOrEqual(Compared(text, from), Expression.Constant(0));
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.AndAlso(isFrom, Expression.LessThan(Compared(text, before), Expression.Constant(0))), text.Parameters));
    }

    /// <summary>Rows whose text comes behind this one in the order of the database, and those that fit otherwise.</summary>
    public static IQueryable<T> Behind<T>(this IQueryable<T> rows, Expression<Func<T, string?>> text, string place, Expression<Func<T, bool>> otherwise)
    {
        var behind = Expression.GreaterThan(Compared(text, place), Expression.Constant(0));
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.OrElse(behind, Expression.Invoke(otherwise, text.Parameters)), text.Parameters));
    }

    private static Expression Compared<T, TText>(Expression<Func<T, TText>> text, string other) =>
        Expression.Call(Compare, text.Body, Parameter(new Box<string>(other)));

    // key >= value and (key > value or id > number): the first half lets the database start in its index.
    private static Expression<Func<T, bool>> Behind<T, TKey>(Expression<Func<T, TKey>> key, bool descending, Cursor<TKey> after)
        where T : class
    {
        var (left, right) = (key.Body, Parameter(new Box<TKey>(after.Value)));
        if (typeof(TKey) == typeof(string))
        {
            (left, right) = (Expression.Call(Compare, left, right), Expression.Constant(0));
        }

        var id = Expression.Property(key.Parameters[0], nameof(Entity.Id));
        var number = Parameter(new Box<long>(after.Id));
        return Expression.Lambda<Func<T, bool>>(
            descending
                ? Expression.AndAlso(
                    Expression.LessThanOrEqual(left, right), Expression.OrElse(Expression.LessThan(left, right), Expression.LessThan(id, number)))
                : Expression.AndAlso(
                    Expression.GreaterThanOrEqual(left, right), Expression.OrElse(Expression.GreaterThan(left, right), Expression.GreaterThan(id, number))),
            key.Parameters);
    }

    // Read from an object, so that the statement has a parameter and one plan, not a literal and many.
    private static Expression Parameter<TValue>(Box<TValue> value) => Expression.Property(Expression.Constant(value), nameof(Box<TValue>.Value));

    private sealed record Box<TValue>(TValue Value);
}
