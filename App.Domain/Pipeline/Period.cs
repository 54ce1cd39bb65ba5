namespace CrmLive.Pipeline;

/// <summary>Days from one to another, both of them included, UTC.</summary>
/// <param name="Months">What it moves by to reach the period before: whole months, or its own length where it is none.</param>
public sealed record Period(DateOnly From, DateOnly To, int? Months = null)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The period before, for comparison. One that still runs is compared with the same days of the one before it.</summary>
    public Period Previous()
    {
        if (Months is not { } months)
        {
            return new Period(From.AddDays(-Days), From.AddDays(-1));
        }

        var last = From.AddDays(-1);
        var isWhole = To == From.AddMonths(months).AddDays(-1);
        var same = To.AddMonths(-months);
        return new Period(From.AddMonths(-months), isWhole || same > last ? last : same, months);
    }
}

/// <summary>The periods that people speak of, by their names in an address.</summary>
public static class Periods
{
    public const string Usual = "12-months";

    private static readonly Dictionary<string, (string Label, Func<DateOnly, Period> Of)> All = new(StringComparer.Ordinal)
    {
        ["this-month"] = ("This month", today => Running(today, 1)),
        ["last-month"] = ("Last month", today => Over(today, 1)),
        ["this-quarter"] = ("This quarter", today => Running(today, 3)),
        ["last-quarter"] = ("Last quarter", today => Over(today, 3)),
        ["this-year"] = ("This year", today => Running(today, 12)),
        ["last-year"] = ("Last year", today => Over(today, 12)),
        ["12-months"] = ("Last 12 months", today => Back(today, 12)),
        ["24-months"] = ("Last 24 months", today => Back(today, 24)),
    };

    public static IEnumerable<(string Name, string Label)> Names => All.Select(one => (one.Key, one.Value.Label));

    /// <summary>Null for a name that nobody knows.</summary>
    public static Period? Named(string? name, DateOnly today) => name is not null && All.TryGetValue(name, out var one) ? one.Of(today) : null;

    private static Period Running(DateOnly today, int months) => new(Start(today, months), today, months);

    private static Period Over(DateOnly today, int months) =>
        new(Start(today, months).AddMonths(-months), Start(today, months).AddDays(-1), months);

    private static Period Back(DateOnly today, int months) => new(today.AddMonths(-months).AddDays(1), today, months);

    private static DateOnly Start(DateOnly day, int months) => new(day.Year, ((day.Month - 1) / months * months) + 1, 1);
}
