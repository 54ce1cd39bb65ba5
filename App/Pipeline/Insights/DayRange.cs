using System.Globalization;
using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Days from one to another in an address: 2026-01-01..2026-03-31; either may be left out.</summary>
public readonly record struct DayRange(DateOnly? From, DateOnly? To)
{
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

    public static DayRange Of(string? text) => text?.Split("..") is [var from, var to] ? new DayRange(AddressText.Day(from), AddressText.Day(to)) : default;
}
