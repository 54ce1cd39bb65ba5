using System.Linq.Expressions;
using NodaTime;
using Linq = System.Linq.Expressions.Expression;

namespace CrmLive.Expressions;

/// <summary>Predicates about one column. Values are parameters, so that a statement has one plan.</summary>
internal sealed class ColumnClause(ParameterExpression record, ExpressionField field, QueryColumn column, DateTimeZone zone)
{
    private static readonly System.Reflection.MethodInfo CompareText = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly System.Reflection.MethodInfo TextContains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
    private readonly Linq _value = On(record, column.Value);

    public Linq IsEmpty(bool wanted)
    {
        if (_value.Type.IsValueType && Nullable.GetUnderlyingType(_value.Type) is null)
        {
            return Linq.Constant(!wanted);
        }

        var nothing = Linq.Constant(null, _value.Type);
        if (_value.Type != typeof(string))
        {
            return wanted ? Linq.Equal(_value, nothing) : Linq.NotEqual(_value, nothing);
        }

        var blank = Linq.Constant("");
        return wanted
            ? Linq.OrElse(Linq.Equal(_value, nothing), Linq.Equal(_value, blank))
            : Linq.AndAlso(Linq.NotEqual(_value, nothing), Linq.NotEqual(_value, blank));
    }

    public Linq Equal(Value value, bool wanted)
    {
        if (value.IsEmpty)
        {
            return IsEmpty(wanted);
        }

        var same = Linq.AndAlso(IsEmpty(false), Same(value));
        return wanted ? same : Linq.OrElse(IsEmpty(true), Different(value));
    }

    /// <summary>False where either is empty; where the currencies differ, neither true nor false.</summary>
    public Linq Ordered(Comparison comparison, Value value, bool wanted)
    {
        if (value.IsEmpty)
        {
            return Linq.Constant(!wanted);
        }

        var ordered = Comparable(wanted ? comparison : Opposite(comparison), value);
        ordered = field.Kind == ValueKind.Money ? Linq.AndAlso(Currency(value, true), ordered) : ordered;
        return wanted ? Linq.AndAlso(IsEmpty(false), ordered) : Linq.OrElse(IsEmpty(true), ordered);
    }

    public Linq Contains(Value wanted, bool isWanted)
    {
        if (wanted.IsEmpty)
        {
            return Linq.Constant(!isWanted);
        }

        var holds = Linq.Call(Folded(), TextContains, Parameter(NameFold.Whole(wanted.Text)));
        return isWanted ? Linq.AndAlso(IsEmpty(false), holds) : Linq.OrElse(IsEmpty(true), Linq.Not(holds));
    }

    private Linq Same(Value value) => value.Kind switch
    {
        ValueKind.Money => Linq.AndAlso(Currency(value, true), Number(ExpressionType.Equal, value)),
        ValueKind.Text => Text(value, true),
        ValueKind.Date when field.Kind == ValueKind.Instant => Linq.AndAlso(From(Start(value.Date)), Before(Start(value.Date.AddDays(1)))),
        _ => Number(ExpressionType.Equal, value),
    };

    private Linq Different(Value value) => value.Kind switch
    {
        ValueKind.Money => Linq.OrElse(Currency(value, false), Number(ExpressionType.NotEqual, value)),
        ValueKind.Text => Text(value, false),
        ValueKind.Date when field.Kind == ValueKind.Instant => Linq.OrElse(Before(Start(value.Date)), From(Start(value.Date.AddDays(1)))),
        _ => Number(ExpressionType.NotEqual, value),
    };

    private Linq Text(Value value, bool isSame)
    {
        if (column.Folded is null)
        {
            return isSame ? Linq.Equal(_value, Parameter(value.Text)) : Linq.NotEqual(_value, Parameter(value.Text));
        }

        if (!column.IsKey)
        {
            var folded = Parameter(NameFold.Of(value.Text));
            return isSame ? Linq.Equal(Folded(), folded) : Linq.NotEqual(Folded(), folded);
        }

        var (from, before) = NameFold.KeysOf(value.Text);
        return isSame
            ? Linq.AndAlso(Order(ExpressionType.GreaterThanOrEqual, from), Order(ExpressionType.LessThan, before))
            : Linq.OrElse(Order(ExpressionType.LessThan, from), Order(ExpressionType.GreaterThanOrEqual, before));
    }

    private Linq Comparable(Comparison comparison, Value value) => (field.Kind, value.Kind) switch
    {
        (ValueKind.Text, _) => OrderedText(comparison, value.Text),
        (ValueKind.Instant, ValueKind.Date) => OrderedDay(comparison, value.Date),
        _ => Number(Operator(comparison), value),
    };

    // All keys of one name lie between two bounds, so that "at most this name" ends behind the last of them.
    private Linq OrderedText(Comparison comparison, string text)
    {
        var (from, before) = column.IsKey ? NameFold.KeysOf(text) : (NameFold.Of(text), NameFold.Of(text) + '\u0001');
        return comparison switch
        {
            Comparison.Less => Order(ExpressionType.LessThan, from),
            Comparison.GreaterOrEqual => Order(ExpressionType.GreaterThanOrEqual, from),
            Comparison.LessOrEqual => Order(ExpressionType.LessThan, before),
            _ => Order(ExpressionType.GreaterThanOrEqual, before),
        };
    }

    private Linq OrderedDay(Comparison comparison, DateOnly day) => comparison switch
    {
        Comparison.Less => Before(Start(day)),
        Comparison.GreaterOrEqual => From(Start(day)),
        Comparison.LessOrEqual => Before(Start(day.AddDays(1))),
        _ => From(Start(day.AddDays(1))),
    };

    private Linq From(DateTimeOffset instant) => Typed(ExpressionType.GreaterThanOrEqual, instant);

    private Linq Before(DateTimeOffset instant) => Typed(ExpressionType.LessThan, instant);

    private Linq Number(ExpressionType comparison, Value value) => value.Kind switch
    {
        ValueKind.Boolean => Typed(comparison, value.IsTrue),
        ValueKind.Instant when field.Kind == ValueKind.Date => Typed(comparison, new Run(_ => Value.Empty, default, zone, 0).DayOf(value.Instant)),
        ValueKind.Instant => Typed(comparison, value.Instant),
        ValueKind.Date => Typed(comparison, value.Date),
        ValueKind.Reference => Typed(comparison, value.Reference.Number),
        _ => Decimal(comparison, value.Number),
    };

    // A whole number is compared in the column's own type, so that an index on it serves.
    private Linq Decimal(ExpressionType comparison, decimal number)
    {
        var type = Nullable.GetUnderlyingType(_value.Type) ?? _value.Type;
        return (type == typeof(int) && number is >= int.MinValue and <= int.MaxValue && decimal.IsInteger(number), type == typeof(long) && decimal.IsInteger(number)) switch
        {
            (true, _) => Typed(comparison, (int)number),
            (_, true) when number is >= long.MinValue and <= long.MaxValue => Typed(comparison, (long)number),
            _ => Linq.MakeBinary(comparison, Linq.Convert(_value, typeof(decimal?)), Parameter<decimal?>(number)),
        };
    }

    private Linq Typed<T>(ExpressionType comparison, T value)
        where T : struct => Linq.MakeBinary(comparison, Linq.Convert(_value, typeof(T?)), Parameter<T?>(value));

    private Linq Currency(Value value, bool isSame)
    {
        var currency = On(record, column.Currency ?? throw new ExpressionInvalid($"{field.Label} has no currency here.", 1));
        return isSame ? Linq.Equal(currency, Parameter(value.Money.Currency)) : Linq.NotEqual(currency, Parameter(value.Money.Currency));
    }

    private Linq Order(ExpressionType comparison, string text) =>
        Linq.MakeBinary(comparison, Linq.Call(CompareText, Folded(), Parameter(text)), Linq.Constant(0));

    private Linq Folded() => column.Folded is { } folded
        ? On(record, folded)
        : throw new ExpressionInvalid($"{field.Label} can only be compared with its values, not searched or ordered.", 1);

    private DateTimeOffset Start(DateOnly day) => zone.AtStartOfDay(new LocalDate(day.Year, day.Month, day.Day)).ToDateTimeOffset().ToUniversalTime();

    private static Linq On(ParameterExpression record, LambdaExpression getter) => new Replacing(getter.Parameters[0], record).Visit(getter.Body);

    private static Linq Parameter<T>(T value) => Linq.Property(Linq.Constant(new Box<T>(value)), nameof(Box<T>.Value));

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.GreaterOrEqual,
        Comparison.LessOrEqual => Comparison.Greater,
        Comparison.Greater => Comparison.LessOrEqual,
        _ => Comparison.Less,
    };

    private static ExpressionType Operator(Comparison comparison) => comparison switch
    {
        Comparison.Less => ExpressionType.LessThan,
        Comparison.LessOrEqual => ExpressionType.LessThanOrEqual,
        Comparison.Greater => ExpressionType.GreaterThan,
        _ => ExpressionType.GreaterThanOrEqual,
    };

    private sealed record Box<TValue>(TValue Value);

    private sealed class Replacing(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Linq VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
