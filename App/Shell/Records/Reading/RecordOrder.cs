using System.Buffers.Text;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>
/// The order of a list by any field: text as names are, choices as they are declared, what has no value at the end; then by number. The same in the database,
/// behind a cursor and for a row that comes in live.
/// </summary>
internal sealed class RecordOrder
{
    public const string ByName = "name";
    public const string ByChange = "updated_at";

    private static readonly MethodInfo Compared = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo Shadow = typeof(EF).GetMethod(nameof(EF.Property))!.MakeGenericMethod(typeof(string));
    private readonly RecordField? _field;
    private readonly string _name;
    private readonly bool _isDown;

    private RecordOrder(string name, RecordField? field, bool isDown) => (_name, _field, _isDown) = (name, field, isDown);

    private bool MayBeNothing => _field is { IsName: false };

    /// <exception cref="InvalidInput">Lists of the kind have no such order, or the asker does not see the field.</exception>
    public static RecordOrder Of(RecordType type, string? sort, bool descending, Actor actor)
    {
        if (sort is null or ByName or ByChange)
        {
            return new RecordOrder(sort ?? ByName, null, descending != (sort == ByChange));
        }

        return type.Field(sort) is { IsSorted: true } field && !actor.Hides(type.Kind.Name, sort)
            ? new RecordOrder(sort, field, descending)
            : throw InvalidInput.Of("sort", "unknown", $"Sort by {string.Join(", ", Names(type, actor))}; a hyphen before the name turns the order round.");
    }

    /// <summary>All that lists of the kind can be ordered by.</summary>
    public static IEnumerable<string> Names(RecordType type, Actor actor) =>
        type.Fields.Where(field => field is { IsSorted: true, IsName: false } && !actor.Hides(type.Kind.Name, field.Key)).Select(field => field.Key).Prepend(ByChange).Prepend(ByName);

    /// <summary>From just behind the cursor.</summary>
    public IQueryable<T> Seek<T>(IQueryable<T> rows, string? cursor)
        where T : Entity, IKept
    {
        var record = Expression.Parameter(typeof(T), "record");
        var key = Key(record);
        if (SortPlace.Read(cursor, key.Type, MayBeNothing) is { } place)
        {
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(Behind(record, key, place), record));
        }

        if (MayBeNothing && key.Type is { IsValueType: false } or { IsGenericType: true })
        {
            rows = Ordered(rows, record, Expression.Equal(key, Expression.Constant(null, key.Type)), nameof(Queryable.OrderBy));
            rows = Ordered(rows, record, key, _isDown ? nameof(Queryable.ThenByDescending) : nameof(Queryable.ThenBy));
        }
        else
        {
            rows = Ordered(rows, record, key, _isDown ? nameof(Queryable.OrderByDescending) : nameof(Queryable.OrderBy));
        }

        return Ordered(rows, record, Expression.Property(record, nameof(Entity.Id)), _isDown ? nameof(Queryable.ThenByDescending) : nameof(Queryable.ThenBy));
    }

    /// <summary>Asks for what comes behind the row.</summary>
    public string Place(RecordRow row) => new SortPlace(row.Sort, row.Id).ToString();

    /// <summary>Rows as this list has them.</summary>
    public static Comparison<RecordRow> Comparison(string? sort, bool descending)
    {
        var isDown = descending != (sort == ByChange);
        return (left, right) =>
        {
            if (left.Sort is null || right.Sort is null)
            {
                var nothing = (left.Sort is null).CompareTo(right.Sort is null);
                return nothing != 0 ? nothing : Turned(left.Id.CompareTo(right.Id), isDown);
            }

            var order = left.Sort is string text ? NameFold.Compare(text, (string)right.Sort) : ((IComparable)left.Sort).CompareTo(right.Sort);
            return Turned(order != 0 ? order : left.Id.CompareTo(right.Id), isDown);
        };
    }

    /// <summary>What a record is ordered by.</summary>
    internal Expression Key(Expression record) => _field switch
    {
        null => Expression.Property(record, _name == ByChange ? nameof(Entity.ChangedAt) : nameof(IKept.NameKey)),
        { IsName: true } => Expression.Property(record, nameof(IKept.NameKey)),
        { IsText: true } text => Expression.Call(Shadow, record, Expression.Constant(text.Folded)),
        { Family: FieldFamily.Choice } choice => Rank(choice, record),
        var field => field.Value.With(record),
    };

    private static int Turned(int order, bool isDown) => isDown ? -order : order;

    private static Expression Rank(RecordField choice, Expression record)
    {
        var value = choice.Value.With(record);
        Expression rank = Expression.Constant(null, typeof(int?));
        for (var at = choice.Choices!.Count - 1; at >= 0; at--)
        {
            rank = Expression.Condition(Expression.Equal(value, Expression.Constant(choice.Choices[at].Key)), Expression.Constant(at, typeof(int?)), rank);
        }

        return rank;
    }

    private static IQueryable<T> Ordered<T>(IQueryable<T> rows, ParameterExpression record, Expression key, string method) =>
        rows.Provider.CreateQuery<T>(Expression.Call(typeof(Queryable), method, [typeof(T), key.Type], rows.Expression, Expression.Quote(Expression.Lambda(key, record))));

    // Nothing stands behind all values. The bound on the key by itself lets the database begin in an index.
    private Expression Behind(Expression record, Expression key, SortPlace place)
    {
        var id = Expression.Property(record, nameof(Entity.Id));
        var number = Parameter(place.Id, typeof(long));
        var isLater = _isDown ? Expression.LessThan(id, number) : Expression.GreaterThan(id, number);
        if (place.Value is null)
        {
            return Expression.AndAlso(Expression.Equal(key, Expression.Constant(null, key.Type)), isLater);
        }

        var (left, right) = key.Type == typeof(string)
            ? (Expression.Call(Compared, key, Parameter(place.Value, typeof(string))), (Expression)Expression.Constant(0))
            : Sides(key, place.Value);
        var from = _isDown ? Expression.LessThanOrEqual(left, right) : Expression.GreaterThanOrEqual(left, right);
        var beyond = _isDown ? Expression.LessThan(left, right) : Expression.GreaterThan(left, right);
        var behind = Expression.AndAlso(from, Expression.OrElse(beyond, isLater));
        var hasNothing = MayBeNothing && key.Type is { IsValueType: false } or { IsGenericType: true };
        return hasNothing ? Expression.OrElse(behind, Expression.Equal(key, Expression.Constant(null, key.Type))) : behind;
    }

    // Truths have no order in .NET's expressions, but numbers for them do.
    private static (Expression Left, Expression Right) Sides(Expression key, object value) => value is bool truth
        ? (Expression.Condition(key, Expression.Constant(1), Expression.Constant(0)), Parameter(truth ? 1 : 0, typeof(int)))
        : (key, Parameter(value, key.Type));

    // Read from an object, so that the statement has a parameter and one plan.
    private static Expression Parameter(object value, Type type)
    {
        var box = Activator.CreateInstance(typeof(Box<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(box), nameof(Box<int>.Value));
    }

    private sealed record Box<TValue>(TValue Value);
}

/// <summary>A place in a list that is ordered by any value and then by number.</summary>
internal sealed record SortPlace(object? Value, long Id)
{
    /// <exception cref="InvalidInput">The text does not come from a page of this list.</exception>
    public static SortPlace? Read(string? text, Type type, bool mayBeNothing)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            var place = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(text));
            var value = place.GetProperty(nameof(Value)).Deserialize(type);
            return (value is not null || mayBeNothing) && value as string is var words && words?.Contains('\0', StringComparison.Ordinal) != true
                ? new SortPlace(value, place.GetProperty(nameof(Id)).GetInt64())
                : throw Broken();
        }
        catch (Exception failure) when (failure is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Broken();
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    private static InvalidInput Broken() => InvalidInput.Of("cursor", "invalid", "This cursor is not of this list. Start from its first page.");
}
