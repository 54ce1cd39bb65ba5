using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CrmLive.Shell;

/// <summary>
/// Reads what stands in the address of a page. Anybody can write anything there: what cannot be read counts as not said, and never breaks the page.
/// Every parameter of a page's query is text and goes through here; a test holds both.
/// </summary>
public static class AddressText
{
    private const string DayForm = "yyyy-MM-dd";

    public static bool Flag(string? text) => text is "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The choice of this name, or the first one.</summary>
    public static TChoice Choice<TChoice>(string? text)
        where TChoice : struct, Enum => Enum.TryParse<TChoice>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : default;

    /// <summary>The number of a record of that kind, written with its prefix or without.</summary>
    public static long? Id(string? text, RecordKind kind) => RecordId.TryParse(text, kind, out var id) ? id : null;

    /// <summary>The text without what no database can search for: control characters and halves of characters.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Text(string? text) =>
        text is null ? null : string.Concat(text.EnumerateRunes().Where(IsSearchable));

    /// <summary>Null for what is no day, or none that the program deals with.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Calendar.Holds(day) ? day : null;

    /// <summary>Null for what is no instant, or none that the program deals with.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && Calendar.Holds(DateOnly.FromDateTime(at.UtcDateTime)) ? at : null;

    public static decimal? Amount(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    public static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The replacement character stands for half a character while runes are read.
    private static bool IsSearchable(System.Text.Rune rune) => !System.Text.Rune.IsControl(rune) && rune != System.Text.Rune.ReplacementChar;
}
