using NodaTime;

namespace CrmLive.Expressions;

/// <summary>One evaluation: where values are read, the moment and the time zone that it uses, what it has cost and what it saw.</summary>
public sealed class Run
{
    private readonly Func<FieldPath, Value> _read;
    private readonly DateTimeZone _zone;
    private readonly List<ClauseTrace> _clauses;
    private int _cost;

    internal Run(Func<FieldPath, Value> read, DateTimeOffset now, DateTimeZone zone, int clauses)
    {
        (_read, Now, _zone) = (read, now, zone);
        _clauses = new List<ClauseTrace>(clauses);
    }

    public DateTimeOffset Now { get; }

    internal IReadOnlyList<ClauseTrace> Clauses => _clauses;

    internal Value Read(FieldPath path) => _read(path);

    internal void Tell(Node clause, Value left, Value right, bool result) => _clauses.Add(new ClauseTrace(clause, left, right, result));

    internal void SpendOn(string text) => Spend(text.Length / 64);

    internal void Spend(int steps)
    {
        _cost += steps;
        if (_cost > ExpressionLimits.Cost)
        {
            throw new ExpressionFailed($"The expression took more than {ExpressionLimits.Cost} steps. Make it shorter, or let it look through less text.");
        }
    }

    internal DateOnly DayOf(DateTimeOffset instant)
    {
        var day = NodaTime.Instant.FromDateTimeOffset(instant).InZone(_zone).Date;
        return new DateOnly(day.Year, day.Month, day.Day);
    }

    internal DateOnly? Day(Value value) => value.Kind switch
    {
        ValueKind.Date => value.Date,
        ValueKind.Instant => DayOf(value.Instant),
        _ => null,
    };

    /// <summary>A day and an instant are compared by the day that the instant falls on here.</summary>
    internal (Value Left, Value Right) SameKind(Value left, Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Date, ValueKind.Instant) => (left, Value.Of(DayOf(right.Instant))),
        (ValueKind.Instant, ValueKind.Date) => (Value.Of(DayOf(left.Instant)), right),
        _ => (left, right),
    };

    /// <summary>Their order; refuses amounts in different currencies.</summary>
    internal int SameCurrency(Value left, Value right)
    {
        if (left.Kind == ValueKind.Money && left.Money.Currency != right.Money.Currency)
        {
            throw new ExpressionFailed($"{left} and {right} are in different currencies. Ask for the currency first, or convert one of them.");
        }

        return left.CompareTo(right);
    }

    /// <summary>Moves a day or an instant. Hours are exact; days and longer keep the time of day of the zone, 29 February plus a year is 28 February.</summary>
    internal Value Shift(Value from, decimal amount, TimeUnit unit)
    {
        if (from.Kind == ValueKind.Duration)
        {
            throw new ExpressionFailed("Two durations cannot be added.");
        }

        if (unit is TimeUnit.Minute or TimeUnit.Hour)
        {
            var ticks = amount * (unit == TimeUnit.Hour ? TimeSpan.TicksPerHour : TimeSpan.TicksPerMinute);
            return Value.Of(from.Instant.AddTicks((long)ticks));
        }

        if (from.Kind == ValueKind.Date)
        {
            return Value.Of(Move(from.Date, (int)amount, unit));
        }

        var local = NodaTime.Instant.FromDateTimeOffset(from.Instant).InZone(_zone).LocalDateTime;
        var moved = Move(new DateOnly(local.Year, local.Month, local.Day), (int)amount, unit);
        var there = new LocalDate(moved.Year, moved.Month, moved.Day).At(local.TimeOfDay);
        return Value.Of(_zone.AtLeniently(there).ToInstant().ToDateTimeOffset());
    }

    private static DateOnly Move(DateOnly day, int amount, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => day.AddDays(amount),
        TimeUnit.Week => day.AddDays(checked(amount * 7)),
        TimeUnit.Month => day.AddMonths(amount),
        _ => day.AddYears(amount),
    };
}
