using System.Globalization;

namespace CrmLive;

/// <summary>What stands around the digits of a number that somebody wrote: signs, a currency, thousands and millions, percent.</summary>
/// <param name="Digits">Digits, points, commas, plain spaces and apostrophes only.</param>
/// <param name="Sign">Of a currency.</param>
internal sealed record WrittenNumber(string Digits, bool IsNegative, decimal Scale, string? Sign, bool IsPercent)
{
    private const int Longest = 60;

    private static readonly char[] Figures = [.. "0123456789"];

    // The longest first, so that mio is not read as m.
    private static readonly (string Word, decimal Scale)[] Scales =
    [
        ("mio.", 1_000_000m), ("tsd.", 1_000m), ("mrd.", 1_000_000_000m), ("mio", 1_000_000m), ("tsd", 1_000m), ("mrd", 1_000_000_000m),
        ("mn", 1_000_000m), ("bn", 1_000_000_000m), ("k", 1_000m), ("m", 1_000_000m),
    ];

    /// <summary>Null when it is no number with things that belong to one.</summary>
    public static WrittenNumber? Of(string text)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var plain = Plain(text);
        var (negative, body) = Minus(plain);
        var first = body.IndexOfAny(Figures);
        var last = body.LastIndexOfAny(Figures);
        if (first < 0)
        {
            return null;
        }

        // A decimal sign at an edge belongs to the number, but for the point of a shortened word such as kr.
        first -= first > 0 && body[first - 1] is '.' or ',' && !(first > 1 && char.IsLetter(body[first - 2])) ? 1 : 0;
        last += last + 1 < body.Length && body[last + 1] is '.' or ',' ? 1 : 0;
        var (before, digits, after) = (body[..first].Trim(), body[first..(last + 1)], body[(last + 1)..].Trim());
        var (signed, mark) = Minus(before);
        return digits.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or '\'') && !(negative && signed)
            ? Around(digits, negative || signed, mark, after)
            : null;
    }

    private static WrittenNumber? Around(string digits, bool isNegative, string before, string after)
    {
        var isPercent = after == "%" || before == "%";
        var (scale, rest) = isPercent || IsSign(after) ? (1m, isPercent ? "" : after) : Scaled(after);
        var sign = (isPercent || before.Length == 0, rest.Length == 0) switch
        {
            (true, true) => null,
            (true, false) => rest,
            (false, true) => before,
            _ => before == rest ? before : "?",
        };
        return sign is null || IsSign(sign) ? new WrittenNumber(digits, isNegative, scale, sign, isPercent) : null;
    }

    private static bool IsSign(string text) => text.Length > 0 && CurrencySigns.IsSign(text);

    private static (decimal Scale, string Tail) Scaled(string after)
    {
        var (word, scale) = Scales.FirstOrDefault(one => after.StartsWith(one.Word, StringComparison.OrdinalIgnoreCase));
        return word is null ? (1m, after) : (scale, after[word.Length..].Trim());
    }

    // Before the number, behind it, or as bookkeepers write it: in brackets. 12.- is a price without cents.
    private static (bool IsNegative, string Tail) Minus(string text) => text switch
    {
        [.. var rest, '.' or ',', '-'] => (false, rest.Trim()),
        ['(', .. var inner, ')'] => (true, inner.Trim()),
        ['-', .. var rest] => (true, rest.Trim()),
        ['+', .. var rest] => (false, rest.Trim()),
        [.. var rest, '-'] => (true, rest.Trim()),
        _ => (false, text),
    };

    private static string Plain(string text) => string.Concat(text.Select(Plain).OfType<char>()).Trim();

    // Digits of any script, spaces of any width; marks of direction say nothing.
    private static char? Plain(char c) => c switch
    {
        '\u2019' or '\u2018' or '\u02BC' or '\u00B4' or '`' => '\'',
        '\u2212' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\uFF0D' => '-',
        '\uFF0C' => ',',
        '\uFF0E' => '.',
        '\uFF05' => '%',
        _ => CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
            UnicodeCategory.SpaceSeparator or UnicodeCategory.Control => ' ',
            UnicodeCategory.Format => null,
            _ => c,
        },
    };
}
