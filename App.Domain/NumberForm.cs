using System.Globalization;

namespace CrmLive;

/// <summary>How a person writes numbers: the one writer of numbers for all pages. Its reader is <see cref="NumberReader"/>.</summary>
/// <param name="Key">As it is kept.</param>
/// <param name="IsIndian">Groups by lakh and crore.</param>
public sealed record NumberForm(string Key, char Decimal, char Group, bool IsIndian = false)
{
    /// <summary>More decimals than anything here has; nothing that is kept is hidden by them.</summary>
    public const int AllDecimals = 10;

    private const char NarrowSpace = '\u202F';
    private const char Apostrophe = '\u2019';

    public static readonly NumberForm Point = new("point", '.', ',');
    public static readonly NumberForm Comma = new("comma", ',', '.');
    public static readonly NumberForm Space = new("space", ',', NarrowSpace);
    public static readonly NumberForm SpacePoint = new("space-point", '.', NarrowSpace);
    public static readonly NumberForm Swiss = new("apostrophe", '.', Apostrophe);
    public static readonly NumberForm Indian = new("indian", '.', ',', IsIndian: true);

    private readonly NumberFormatInfo _format = new()
    {
        NumberDecimalSeparator = Decimal.ToString(),
        NumberGroupSeparator = Group.ToString(),
        NumberGroupSizes = IsIndian ? [3, 2] : [3],
    };

    public static IReadOnlyList<NumberForm> All { get; } = [Point, Comma, Space, SpacePoint, Swiss, Indian];

    /// <summary>The other sign that some write before decimals.</summary>
    public char Foreign => Decimal == '.' ? ',' : '.';

    public string Example => Write(1_234_567.89m);

    /// <summary>Null for a name that nobody knows.</summary>
    public static NumberForm? Named(string? key) => All.FirstOrDefault(form => form.Key == key);

    /// <summary>The form that a browser writes 1234567.89 in; null where it says nothing that is known.</summary>
    public static NumberForm? Like(string? written) => written is null ? null : All.FirstOrDefault(form => Shape(form.Example) == Shape(written));

    /// <summary>In full, with no more decimals than it has.</summary>
    public string Write(decimal number, int fewest = 0, int most = AllDecimals) =>
        number.ToString($"#,##0.{new string('0', fewest)}{new string('#', Math.Max(0, most - fewest))}", _format);

    /// <summary>Without groups, as a year is written.</summary>
    public string WritePlain(decimal number) => number.ToString("0.##########", _format);

    // Any space is a space, and any apostrophe an apostrophe.
    private static string Shape(string written) => string.Concat(written.Select(c => char.IsWhiteSpace(c) ? ' ' : c == Apostrophe ? '\'' : c));

    public bool Equals(NumberForm? other) => other?.Key == Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
