using System.Diagnostics;

namespace CrmLive.Expressions;

/// <summary>
/// A value that an expression reads or gives. Blank text and an empty list are <see cref="Empty"/>, as they are for people who look at a
/// form. Numbers of another scale (1.0, 1.00) and instants of another offset are equal.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly decimal _number;
    private readonly object? _object;

    private Value(ValueKind kind, decimal number, object? content)
    {
        Kind = kind;
        _number = number;
        _object = content;
    }

    public static Value Empty => default;

    public ValueKind Kind { get; }

    public bool IsEmpty => Kind == ValueKind.Empty;

    public bool IsTrue => Kind == ValueKind.Boolean && _number == 1m;

    public decimal Number => _number;

    public Money Money => new(_number, (string)_object!);

    public string Text => (string)_object!;

    public DateOnly Date => DateOnly.FromDayNumber((int)_number);

    public DateTimeOffset Instant => new((long)_number, TimeSpan.Zero);

    /// <summary>The unit of a duration whose amount is <see cref="Number"/>.</summary>
    public TimeUnit Unit => (TimeUnit)_object!;

    public RecordId Reference => new((RecordKind)_object!, (long)_number);

    public IReadOnlyList<string> List => (IReadOnlyList<string>)_object!;

    public static Value Of(bool? truth) => truth is { } known ? new(ValueKind.Boolean, known ? 1m : 0m, null) : Empty;

    public static Value Of(decimal? number) => number is { } known ? new(ValueKind.Number, known, null) : Empty;

    public static Value Of(Money? money) => money is { } known ? new(ValueKind.Money, known.Amount, known.Currency) : Empty;

    public static Value Of(string? text) => string.IsNullOrWhiteSpace(text) ? Empty : new(ValueKind.Text, 0m, text);

    /// <summary>Text of a literal: blanks in quotes are meant.</summary>
    internal static Value Quoted(string text) => text.Length == 0 ? Empty : new(ValueKind.Text, 0m, text);

    public static Value Of(DateOnly? date) => date is { } known ? new(ValueKind.Date, known.DayNumber, null) : Empty;

    public static Value Of(DateTimeOffset? instant) => instant is { } known ? new(ValueKind.Instant, known.UtcTicks, null) : Empty;

    public static Value Of(decimal amount, TimeUnit unit) => new(ValueKind.Duration, amount, unit);

    public static Value Of(RecordId? reference) => reference is { } known ? new(ValueKind.Reference, known.Number, known.Kind) : Empty;

    public static Value Of(IReadOnlyList<string>? list) => list is { Count: > 0 } ? new(ValueKind.List, 0m, list) : Empty;

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>Null-safe: empty equals empty and nothing else. Text is compared as the product compares names, lists as sets.</summary>
    public bool Equals(Value other) => Kind == other.Kind && Kind switch
    {
        ValueKind.Empty => true,
        ValueKind.Text => TextMatch.Same(Text, other.Text),
        ValueKind.List => List.Count == other.List.Count && List.All(entry => other.List.Contains(entry, TextMatch.Comparer)),
        _ => _number == other._number && Equals(_object, other._object),
    };

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => Kind switch
    {
        ValueKind.Text => TextMatch.Comparer.GetHashCode(Text),
        ValueKind.List => List.Count,
        _ => HashCode.Combine(Kind, _number, _object),
    };

    /// <summary>Order within one kind; both are there and, for money, of one currency.</summary>
    internal int CompareTo(Value other) => Kind switch
    {
        ValueKind.Text => TextMatch.Compare(Text, other.Text),
        ValueKind.Number or ValueKind.Money or ValueKind.Date or ValueKind.Instant or ValueKind.Boolean => _number.CompareTo(other._number),
        _ => throw new UnreachableException($"{Kind} has no order."),
    };

    public override string ToString() => ValueText.Invariant(this);
}
