using System.Linq.Expressions;
using System.Reflection;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>What is read of records of any kind, made of the declarations of their types.</summary>
internal static class RecordProjection
{
    private static readonly ParameterExpression Db = Expression.Parameter(typeof(CrmDb), "db");
    private static readonly Expression<Func<CrmDb, long?, string?>> UserName = (db, id) => db.Users.Where(user => user.Id == id).Select(user => user.Name).FirstOrDefault();
    private static readonly Expression<Func<CrmDb, long?, string?>> TeamName = (db, id) => db.Teams.Where(team => team.Id == id).Select(team => team.Name).FirstOrDefault();
    private static readonly Expression<Func<CrmDb, long?, bool>> HasLeft = (db, id) => db.Users.Any(user => user.Id == id && !user.IsActive);
    private static readonly MethodInfo NameIn = typeof(RecordProjection).GetMethod(nameof(NameAmong), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Expression<Func<CrmDb, T, RawRow>> Row<T>(RecordColumns columns, RecordOrder order)
        where T : Entity, IKept
    {
        var record = Expression.Parameter(typeof(T), "record");
        var (owner, _) = Owned<T>(record);
        Expression[] parts =
        [
            Expression.Property(record, nameof(Entity.Id)),
            Expression.Property(record, nameof(Entity.Version)),
            columns.Type.Name.With(record),
            Expression.Property(record, nameof(Entity.ChangedAt)),
            Boxed(order.Key(record)),
            Expression.NewArrayInit(typeof(object), columns.Cells(Db, record).Select(Boxed)),
            owner,
            OwnerPart(owner, UserName, null),
        ];
        return Expression.Lambda<Func<CrmDb, T, RawRow>>(Expression.New(typeof(RawRow).GetConstructors().Single(), parts), Db, record);
    }

    public static Expression<Func<CrmDb, T, RecordNamesBeside>> Beside<T>(IReadOnlyList<RecordField> references)
        where T : Entity
    {
        var record = Expression.Parameter(typeof(T), "record");
        var (owner, team) = Owned<T>(record);
        Expression[] parts =
        [
            OwnerPart(owner, UserName, null),
            OwnerPart(team, TeamName, null),
            OwnerPart(owner, HasLeft, false),
            Expression.NewArrayInit(typeof(string), references.Select(field => NameOf(field.Target!, Db, field.Value.With(record)))),
        ];
        return Expression.Lambda<Func<CrmDb, T, RecordNamesBeside>>(Expression.New(typeof(RecordNamesBeside).GetConstructors().Single(), parts), Db, record);
    }

    public static Expression<Func<CrmDb, T, Hit>> Hit<T>(RecordType type)
        where T : Entity
    {
        var record = Expression.Parameter(typeof(T), "record");
        var note = type.NotedBy is { } reference ? NameOf(type.Field(reference)!.Target!, Db, type.Field(reference)!.Value.With(record))
            : type.Note?.With(record) ?? Expression.Constant(null, typeof(string));
        Expression[] parts = [Expression.Property(record, nameof(Entity.Id)), type.Name.With(record), note, Expression.Constant("")];
        return Expression.Lambda<Func<CrmDb, T, Hit>>(Expression.New(typeof(Hit).GetConstructors().Single(made => made.GetParameters().Length == parts.Length), parts), Db, record);
    }

    /// <summary>The name of a record that the asker sees, by its number.</summary>
    public static Expression NameOf(RecordKind kind, Expression db, Expression id) =>
        kind == RecordKind.User ? UserName.With(db, id)
        : kind == RecordKind.Team ? TeamName.With(db, id)
        : (Expression)NameIn.MakeGenericMethod(RecordTypes.Of(kind)!.Entity).Invoke(null, [RecordTypes.Of(kind)!, db, id])!;

    private static Expression NameAmong<TTarget>(RecordType type, Expression db, Expression id)
        where TTarget : Entity
    {
        var all = Expression.Call(db, nameof(DbContext.Set), [typeof(TTarget)]);
        var one = Expression.Parameter(typeof(TTarget), "target");
        var isMeant = Expression.Lambda(Expression.Equal(Expression.Convert(Expression.Property(one, nameof(Entity.Id)), typeof(long?)), Expression.Convert(id, typeof(long?))), one);
        var meant = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [typeof(TTarget)], all, Expression.Quote(isMeant));
        var names = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [typeof(TTarget), typeof(string)], meant, Expression.Quote(type.Name));
        return Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(string)], names);
    }

    private static (Expression Owner, Expression Team) Owned<T>(Expression record)
    {
        var nobody = Expression.Constant(null, typeof(long?));
        return typeof(IOwned).IsAssignableFrom(typeof(T))
            ? (Expression.Property(record, nameof(IOwned.OwnerId)), Expression.Property(record, nameof(IOwned.TeamId)))
            : (nobody, nobody);
    }

    // Nobody is looked up where nobody can own.
    private static Expression OwnerPart<TValue>(Expression id, Expression<Func<CrmDb, long?, TValue>> part, TValue otherwise) =>
        id is ConstantExpression ? Expression.Constant(otherwise, typeof(TValue)) : part.With(Db, id);

    private static Expression Boxed(Expression value) => Expression.Convert(value, typeof(object));
}

/// <summary>Names of what stands beside one record.</summary>
internal sealed record RecordNamesBeside(string? Owner, string? Team, bool HasOwnerLeft, string?[] Links);
