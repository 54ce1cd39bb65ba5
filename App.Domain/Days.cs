namespace CrmLive;

/// <summary>Between instants and the days of a place. A day begins at midnight there, or where the clocks leave midnight out, right after it.</summary>
public static class Days
{
    /// <summary>Null for a name that is none, or that looks like a path.</summary>
    public static TimeZoneInfo? Zone(string? name) =>
        name is { Length: > 0 and <= 60 } && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+' or ' ')
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first instant of the day, in UTC.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        for (; zone.IsInvalidTime(midnight); midnight = midnight.AddMinutes(15))
        {
            // The clocks were put forward over it.
        }

        // Where midnight comes twice the day begins with the first, which has the larger offset.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>The first instant after the day, in UTC.</summary>
    public static DateTimeOffset End(DateOnly day, TimeZoneInfo zone) => Start(day.AddDays(1), zone);
}
