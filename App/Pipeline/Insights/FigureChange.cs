namespace CrmLive.Pipeline;

/// <summary>How a figure changed against the period before, in words and whether that is good.</summary>
public sealed record FigureChange(string Words, bool? IsGood)
{
    private const double Same = 0.0005;

    /// <summary>A count or an amount, by its share.</summary>
    public static FigureChange? Share(double? now, double? before, bool? moreIsGood = true, PersonalFormat? format = null)
    {
        if (now is not { } present || before is not { } past)
        {
            return null;
        }

        return past == 0
            ? present == 0 ? new("no change", null) : new("up from none", null)
            : Of((present - past) / past, share => $"{Signed(share * 100, 0, format)} %", moreIsGood);
    }

    /// <summary>A rate, by its percentage points.</summary>
    public static FigureChange? Points(double? now, double? before, bool moreIsGood = true, PersonalFormat? format = null) =>
        now - before is { } change ? Of(change, points => $"{Signed(points * 100, 1, format)} points", moreIsGood) : null;

    public static FigureChange? Days(double? now, double? before, bool moreIsGood = false, PersonalFormat? format = null) =>
        now - before is { } change ? Of(change, days => $"{Signed(days, 1, format)} days", moreIsGood) : null;

    private static string Signed(double change, int decimals, PersonalFormat? format)
    {
        var shown = (format ?? PersonalFormat.Default).Number((decimal)change, decimals);
        return change > 0 && shown != "0" ? "+" + shown : shown == "-0" ? "0" : shown;
    }

    private static FigureChange Of(double change, Func<double, string> words, bool? moreIsGood) => Math.Abs(change) < Same
        ? new FigureChange("no change", null)
        : new FigureChange(words(change), moreIsGood is { } good ? change > 0 == good : null);
}
