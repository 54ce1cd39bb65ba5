using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmLive.Imports;

/// <summary>Reads numbers and amounts as people and programs write them; refuses rather than guesses.</summary>
internal static partial class NumberText
{
    /// <summary>Null when the text is no number, or can be two. Groups of thousands have to be groups of three.</summary>
    /// <param name="decimals">What the map says separates the decimals; null when it says nothing.</param>
    public static decimal? Number(string text, char? decimals) => (decimals ?? DecimalsOf(text)) is { } sign ? Read(text.Trim().Replace('−', '-'), sign) : null;

    /// <summary>Without a word of the map it cannot be told whether <c>1.250</c> is a little more than one or more than a thousand.</summary>
    public static bool IsAmbiguous(string text, char? decimals) => decimals is null && DecimalsOf(text) is null;

    /// <summary>An amount with or without its currency, such as <c>EUR 1,250.00</c> or <c>1250 €</c>.</summary>
    public static Money? Amount(string text, char? decimals, string? currency)
    {
        var found = Marked().Match(text);
        if (!found.Success)
        {
            return null;
        }

        var mark = found.Groups["before"].Value + found.Groups["after"].Value;
        var code = mark.Length == 0 ? currency : Code(mark);
        return code is not null && Number(found.Groups["number"].Value, decimals) is { } number ? new Money(number, code) : null;
    }

    private static decimal? Read(string text, char decimals)
    {
        var parts = text.Split(decimals);
        if (parts.Length > 2 || !parts[^1].Any(char.IsAsciiDigit) || (parts.Length == 2 && !parts[1].All(char.IsAsciiDigit)) || !(Whole().IsMatch(parts[0]) || Grouped().IsMatch(parts[0])))
        {
            return null;
        }

        parts[0] = string.Concat(parts[0].Where(letter => char.IsAsciiDigit(letter) || letter is '-' or '+'));
        return decimal.TryParse(string.Join('.', parts), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    // The sign that only decimals can stand behind: it comes last, not in threes, or after a zero.
    private static char? DecimalsOf(string text)
    {
        var (points, commas) = (text.Count(letter => letter == '.'), text.Count(letter => letter == ','));
        return (points, commas) switch
        {
            ( > 0, > 0) => text.LastIndexOf('.') > text.LastIndexOf(',') ? '.' : ',',
            (0, 0) => '.',
            ( > 1, 0) => ',',
            (0, > 1) => '.',
            _ => CanBeGroup().IsMatch(text) ? null : points == 1 ? '.' : ',',
        };
    }

    private static string? Code(string mark) => mark switch
    {
        "€" => "EUR",
        "$" => "USD",
        "£" => "GBP",
        "¥" => "JPY",
        _ => Money.IsCurrency(mark) ? mark : null,
    };

    [GeneratedRegex(@"^[+-]?\d*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[+-]?\d{1,3}(?<sign>[.,'’ \u00A0\u202F])\d{3}(?:\k<sign>\d{3})*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^\D*[1-9]\d{0,2}[.,]\d{3}\D*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CanBeGroup();

    [GeneratedRegex(@"^(?<before>[A-Z]{3}|[€$£¥])?\s*(?<number>[+−-]?[\d.,](?:[\d.,'’ \u00A0\u202F]*\d)?)\s*(?<after>[A-Z]{3}|[€$£¥])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();
}
