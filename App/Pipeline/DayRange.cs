using System.Globalization;

namespace CrmLive.Pipeline;

/// <summary>Days from one to another in an address: 2026-01-01..2026-03-31; either may be left out.</summary>
public readonly record struct DayRange(DateOnly? From, DateOnly? To)
{
    private const string Form = "yyyy-MM-dd";

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    public string? Text => From is null && To is null ? null : string.Create(Invariant, $"{From:yyyy-MM-dd}..{To:yyyy-MM-dd}");

    /// <summary>As people read it.</summary>
    public string Words(PersonalFormat format) => (From, To) switch
    {
        ({ } from, { } to) when from == to => format.Day(from),
        ({ } from, { } to) => $"{format.Day(from)} – {format.Day(to)}",
        ({ } from, null) => $"since {format.Day(from)}",
        (null, { } to) => $"until {format.Day(to)}",
        _ => "",
    };

    public static DayRange Of(string? text) => text?.Split("..") is [var from, var to] ? new DayRange(Day(from), Day(to)) : default;

    /// <summary>Null for what is no day, or none that the program deals with.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, Form, Invariant, DateTimeStyles.None, out var day) && Calendar.Holds(day) ? day : null;
}
