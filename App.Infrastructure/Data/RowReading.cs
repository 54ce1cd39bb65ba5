using System.Linq.Expressions;
using CrmLive.Access;

namespace CrmLive.Data;

/// <summary>What is read of a row, said once for lists of every kind. It may look up names in the database that the list is of.</summary>
public static class RowReading
{
    public static IQueryable<TRow> Select<TEntity, TRow>(this IQueryable<TEntity> rows, CrmDb db, Expression<Func<CrmDb, TEntity, TRow>> row) =>
        rows.Select(row.In(Expression.Constant(db)));

    /// <summary>What would be read of a row that is known already, such as one of the past.</summary>
    public static IQueryable<TRow> Around<TEntity, TRow>(this CrmDb db, TEntity known, Expression<Func<CrmDb, TEntity, TRow>> row)
    {
        // Every unit of work has one tenant, so this is one row to ask beside.
        var tenants = db.Tenants.Where(tenant => tenant.Id == db.TenantId);
        var entity = Expression.Property(Expression.Constant(new Box<TEntity>(known)), nameof(Box<TEntity>.Value));
        return tenants.Select(Expression.Lambda<Func<Tenant, TRow>>(row.With(Expression.Constant(db), entity), Expression.Parameter(typeof(Tenant))));
    }

    internal static Expression<Func<TEntity, TRow>> In<TEntity, TRow>(this Expression<Func<CrmDb, TEntity, TRow>> row, Expression db) =>
        Expression.Lambda<Func<TEntity, TRow>>(row.With(db), row.Parameters[1]);

    // Read from an object, so that the statement has parameters and one plan.
    private sealed record Box<T>(T Value);
}
