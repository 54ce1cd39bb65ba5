using System.Globalization;

namespace CrmLive.Pipeline;

/// <summary>How a figure changed against the period before, in words and whether that is good.</summary>
public sealed record FigureChange(string Words, bool? IsGood)
{
    private const double Same = 0.0005;

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>A count or an amount, by its share.</summary>
    public static FigureChange? Share(double? now, double? before, bool? moreIsGood = true)
    {
        if (now is not { } present || before is not { } past)
        {
            return null;
        }

        return past == 0
            ? present == 0 ? new("no change", null) : new("up from none", null)
            : Of((present - past) / past, share => $"{(share * 100).ToString("+#,##0;-#,##0;0", Invariant)} %", moreIsGood);
    }

    /// <summary>A rate, by its percentage points.</summary>
    public static FigureChange? Points(double? now, double? before, bool moreIsGood = true) =>
        now - before is { } change ? Of(change, points => $"{(points * 100).ToString("+0.#;-0.#;0", Invariant)} points", moreIsGood) : null;

    public static FigureChange? Days(double? now, double? before, bool moreIsGood = false) =>
        now - before is { } change ? Of(change, days => $"{days.ToString("+0.#;-0.#;0", Invariant)} days", moreIsGood) : null;

    private static FigureChange Of(double change, Func<double, string> words, bool? moreIsGood) => Math.Abs(change) < Same
        ? new FigureChange("no change", null)
        : new FigureChange(words(change), moreIsGood is { } good ? change > 0 == good : null);
}
