namespace CrmLive;

/// <summary>The days with which weeks begin somewhere.</summary>
public static class WeekStarts
{
    private static readonly Dictionary<string, DayOfWeek> Known = new(StringComparer.Ordinal)
    {
        ["monday"] = DayOfWeek.Monday,
        ["sunday"] = DayOfWeek.Sunday,
        ["saturday"] = DayOfWeek.Saturday,
    };

    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <summary>Null for a name that nobody knows.</summary>
    public static DayOfWeek? Named(string? key) => key is not null && Known.TryGetValue(key, out var day) ? day : null;

    /// <summary>As a browser counts: 1 is Monday, 7 is Sunday.</summary>
    public static DayOfWeek? Like(int? number) => number is >= 1 and <= 7 ? (DayOfWeek)(number.Value % 7) : null;
}
