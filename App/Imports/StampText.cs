using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmLive.Imports;

/// <summary>Reads days and instants: in the forms that the map declares, and as ISO 8601, with or without time and zone. What can be two days is refused.</summary>
internal static partial class StampText
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>What the text means, or the end of a sentence that says why it cannot be told.</summary>
    public static (Stamp? Stamp, string Fault) Read(string text, IReadOnlyList<string> forms)
    {
        var found = forms.Select(form => ByForm(text, form)).OfType<Stamp>().Distinct().ToList();
        return found.Count switch
        {
            1 => (found[0], ""),
            > 1 => (null, $"can be {found[0].Day:yyyy-MM-dd} and {found[1].Day:yyyy-MM-dd} by the forms of the map. Keep one of these forms"),
            _ => ByIso(text, forms) is { } stamp ? (stamp, "") : (null, WhyNot(text, forms)),
        };
    }

    private static Stamp? ByForm(string text, string form)
    {
        if (!DateTimeOffset.TryParseExact(text, form, Plain, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        var hasTime = form.Contains('H', StringComparison.OrdinalIgnoreCase);
        var hasZone = form.Contains('z', StringComparison.Ordinal) || form.Contains('K', StringComparison.Ordinal);
        return new Stamp(DateOnly.FromDateTime(at.DateTime), hasTime ? TimeOnly.FromDateTime(at.DateTime) : null, hasTime && hasZone ? at.Offset : null);
    }

    // ISO is one form for all, unless the map says that its file puts the day before the month there.
    private static Stamp? ByIso(string text, IReadOnlyList<string> forms)
    {
        var parts = Iso().Match(text);
        if (!parts.Success || forms.Any(form => form.StartsWith("yyyy-d", StringComparison.Ordinal))
            || !DateOnly.TryParseExact(parts.Groups["day"].Value, "yyyy-MM-dd", Plain, DateTimeStyles.None, out var day))
        {
            return null;
        }

        if (!parts.Groups["time"].Success)
        {
            return new Stamp(day);
        }

        return TimeOnly.TryParse(parts.Groups["time"].Value.Replace(',', '.'), Plain, out var time) && Offset(parts.Groups["zone"]) is var (isKnown, offset) && isKnown
            ? new Stamp(day, time, offset)
            : null;
    }

    private static (bool IsKnown, TimeSpan? Offset) Offset(Group zone)
    {
        if (!zone.Success)
        {
            return (true, null);
        }

        var digits = string.Concat(zone.Value.Where(char.IsAsciiDigit)).PadRight(4, '0');
        var offset = new TimeSpan(int.Parse(digits[..2], Plain), int.Parse(digits[2..], Plain), 0);
        return (offset <= TimeSpan.FromHours(14), zone.Value.StartsWith('-') ? -offset : offset);
    }

    // Never names the form that the text is written in: then it is the day that is wrong.
    private static string WhyNot(string text, IReadOnlyList<string> forms)
    {
        if (Iso().IsMatch(text) || forms.Any(form => Shape(form, Letters()) == Shape(text, Digits())))
        {
            return "is no day or time that there is";
        }

        return forms.Count > 0
            ? $"is not a date of the form {string.Join(" or ", forms)}, nor one such as 2026-12-31"
            : "is not a date such as 2026-12-31. Where a file writes dates in another way, the map has to name their 'format'";
    }

    private static string Shape(string text, Regex parts) => parts.Replace(text, "0");

    [GeneratedRegex(@"^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,7})?)?) ?(?<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("y+|M{1,2}(?!M)|d{1,2}(?!d)|H+|h+|m+|s+|f+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Letters();
}
