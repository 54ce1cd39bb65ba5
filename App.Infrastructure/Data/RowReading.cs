using System.Linq.Expressions;

namespace CrmLive.Data;

/// <summary>What is read of a row, said once for lists of every kind. It may look up names in the database that the list is of.</summary>
public static class RowReading
{
    public static IQueryable<TRow> Select<TEntity, TRow>(this IQueryable<TEntity> rows, CrmDb db, Expression<Func<CrmDb, TEntity, TRow>> row) =>
        rows.Select(row.In(Expression.Constant(db)));

    internal static Expression<Func<TEntity, TRow>> In<TEntity, TRow>(this Expression<Func<CrmDb, TEntity, TRow>> row, Expression db) =>
        Expression.Lambda<Func<TEntity, TRow>>(new Swap(row.Parameters[0], db).Visit(row.Body)!, row.Parameters[1]);

    private sealed class Swap(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
