using System.Globalization;

namespace CrmLive;

/// <summary>The digits of a number and the signs between them, and what they say in one form or another.</summary>
internal sealed record DigitGroups(string Text, IReadOnlyList<string> Groups, string Signs)
{
    private const int MostDigits = 28;

    private static readonly char[] Between = ['.', ',', ' ', '\''];

    /// <summary>The person's decimal sign alone, with one to three digits before it and three behind: 48.000 is forty-eight or forty-eight thousand.</summary>
    public bool IsThousandthsOrThousands(NumberForm form) => Signs.Length == 1 && Signs[0] == form.Decimal && Groups is [{ Length: >= 1 and <= 3 } first, { Length: 3 }] && first[0] != '0';

    /// <summary>Has one meaning in whatever form: it groups and has decimals, or groups more than once.</summary>
    public bool IsClear => Signs.Length > 1;

    /// <summary>The digits alone, as if the signs were none; null where they were many or stand at an edge.</summary>
    public decimal? Whole => Signs.Length == 1 && Groups[0].Length > 0 && Groups[0][0] != '0' && Groups[1].Length > 0 ? Number(string.Concat(Groups), "") : null;

    /// <summary>Null for too many digits, or none.</summary>
    public static DigitGroups? Of(string digits) => new DigitGroups(digits, digits.Split(Between), string.Concat(digits.Where(Between.Contains))) is var groups
        && groups.Groups.Sum(group => group.Length) is > 0 and <= MostDigits ? groups : null;

    /// <summary>As the person writes numbers; null where it is none in their form.</summary>
    public decimal? Own(NumberForm form) => Read(form.Decimal, form.IsIndian, group => group is ' ' or '\'' || group == form.Group || IsClear);

    /// <summary>As others do, who write decimals after the other sign; null where it is none in that form either.</summary>
    public decimal? Foreign(NumberForm form) => Read(form.Foreign, isIndian: false, group => group is ' ' or '\'' or '.' or ',');

    private decimal? Read(char point, bool isIndian, Func<char, bool> groupsBy)
    {
        var hasFraction = Signs.Length > 0 && Signs[^1] == point;
        var grouping = hasFraction ? Signs[..^1] : Signs;
        var whole = hasFraction ? Groups.Take(Groups.Count - 1).ToList() : [.. Groups];
        var isGrouped = grouping.Length == 0
            || (grouping.All(sign => sign == grouping[0] && sign != point && groupsBy(sign)) && (AreGroups(whole, 3) || (isIndian && AreGroups(whole, 2))));
        return isGrouped ? Number(string.Concat(whole), hasFraction ? Groups[^1] : "") : null;
    }

    private static bool AreGroups(List<string> groups, int size) =>
        groups[0].Length >= 1 && groups[0].Length <= size && groups[0][0] != '0' && groups[^1].Length == 3 && groups.Skip(1).SkipLast(1).All(group => group.Length == size);

    private static decimal? Number(string whole, string fraction) => whole.Length + fraction.Length == 0 ? null
        : decimal.TryParse($"{whole}.{fraction}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
