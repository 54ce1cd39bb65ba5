using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmLive.Imports;

/// <summary>Reads numbers and amounts as people and programs write them; refuses rather than guesses.</summary>
internal static partial class NumberText
{
    /// <summary>Null when the text is no number. Groups of thousands have to be groups of three.</summary>
    public static decimal? Number(string text, char decimals)
    {
        var groups = decimals == ',' ? "." : ",";
        var plain = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        if (plain.Contains(groups, StringComparison.Ordinal))
        {
            var whole = plain.Split(decimals)[0];
            if (!Grouped().IsMatch(whole.Replace(groups, ",", StringComparison.Ordinal)))
            {
                return null;
            }

            plain = plain.Replace(groups, "", StringComparison.Ordinal);
        }

        return decimal.TryParse(plain.Replace(decimals, '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>An amount with or without its currency, such as <c>EUR 1,250.00</c> or <c>1250 €</c>.</summary>
    public static Money? Amount(string text, char decimals, string? currency)
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

    private static string? Code(string mark) => mark switch
    {
        "€" => "EUR",
        "$" => "USD",
        "£" => "GBP",
        "¥" => "JPY",
        _ => Money.IsCurrency(mark) ? mark : null,
    };

    [GeneratedRegex(@"^[+-]?\d{1,3}(?:,\d{3})+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^(?<before>[A-Z]{3}|[€$£¥])?\s*(?<number>[+-]?[\d][\d.,' \u00A0]*)(?<after>[A-Z]{3}|[€$£¥])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();
}
