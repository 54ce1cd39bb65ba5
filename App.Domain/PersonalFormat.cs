using System.Globalization;

namespace CrmLive;

/// <summary>How one person writes and reads numbers and days. Files and the REST API know none of it: they are the same for everybody.</summary>
public sealed record PersonalFormat(NumberForm Numbers, DateForm Dates, DayOfWeek FirstDay)
{
    public static readonly PersonalFormat Default = new(NumberForm.Point, DateForm.Words, DayOfWeek.Monday);

    /// <summary>Null where nothing is typed.</summary>
    /// <exception cref="RuleBroken">It is no number, or not clearly one.</exception>
    public decimal? Read(string? text, NumberUse use, string field) => NumberReader.Read(text, Numbers, use, field);

    /// <summary>As it stands in a field, to be read again.</summary>
    public string? Write(decimal? number, NumberUse use) => number is { } known ? use.Write(known, Numbers) : null;

    public string Number(decimal number, int mostDecimals = NumberForm.AllDecimals) => Numbers.Write(number, most: mostDecimals);

    public string Percent(decimal share, int mostDecimals = 1) => $"{Numbers.Write(share * 100, most: mostDecimals)} %";

    /// <summary>A whole amount without decimals, any other one with those of its currency.</summary>
    public string Money(decimal amount, string? currency)
    {
        var fewest = decimal.IsInteger(amount) ? 0 : Currencies.Decimals(currency);
        return $"{currency} {Numbers.Write(amount, fewest, Math.Max(4, fewest))}".TrimStart();
    }

    /// <summary>A value of a field; null where there is none.</summary>
    public string? Value(object? value, TimeZoneInfo zone) => value switch
    {
        null => null,
        decimal number => Number(number),
        int number => Number(number),
        DateOnly day => Day(day),
        DateTimeOffset at => Time(at, zone),
        bool truth => truth ? "yes" : "no",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Three figures at most: EUR 412k, EUR 1.25m.</summary>
    public string ShortMoney(decimal amount, string? currency)
    {
        var (scaled, unit) = Math.Abs(amount) switch
        {
            >= 999_500_000m => (amount / 1_000_000_000m, "bn"),
            >= 999_500m => (amount / 1_000_000m, "m"),
            >= 1_000m => (amount / 1_000m, "k"),
            _ => (amount, ""),
        };
        return $"{currency} {Numbers.Write(scaled, most: Math.Abs(scaled) switch { < 9.995m => 2, < 99.95m => 1, _ => 0 })}{unit}".TrimStart();
    }

    public string Day(DateOnly day) => Dates.Write(day);

    public string Day(DateTimeOffset at, TimeZoneInfo zone) => Dates.Write(Days.Of(at, zone));

    /// <summary>Where there is no room for the year.</summary>
    public string ShortDay(DateOnly day) => day.ToString(Dates == DateForm.WordsMonthFirst ? "MMM d" : "d MMM", CultureInfo.InvariantCulture);

    public string Time(DateTimeOffset at, TimeZoneInfo zone) =>
        $"{Day(at, zone)}, {TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture)}";
}
