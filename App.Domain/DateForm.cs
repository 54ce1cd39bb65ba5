using System.Globalization;

namespace CrmLive;

/// <summary>How a person reads days. Fields that take a day are the browser's own, in the browser's form.</summary>
/// <param name="Key">As it is kept.</param>
public sealed record DateForm(string Key, string Pattern)
{
    public static readonly DateForm Words = new("words", "d MMM yyyy");
    public static readonly DateForm WordsMonthFirst = new("words-us", "MMM d, yyyy");
    public static readonly DateForm Iso = new("iso", "yyyy-MM-dd");

    public static IReadOnlyList<DateForm> All { get; } =
        [Words, WordsMonthFirst, new("dots", "dd.MM.yyyy"), new("slashes", "dd/MM/yyyy"), new("slashes-us", "MM/dd/yyyy"), new("hyphens", "dd-MM-yyyy"), Iso];

    /// <summary>Null for a name that nobody knows.</summary>
    public static DateForm? Named(string? key) => All.FirstOrDefault(form => form.Key == key);

    /// <summary>By the order in which a browser writes day, month and year, such as mdy; the month in letters, so that nobody takes it for the day.</summary>
    public static DateForm? Like(string? order) => order switch
    {
        "mdy" => WordsMonthFirst,
        "ymd" => Iso,
        "dmy" => Words,
        _ => null,
    };

    public string Write(DateOnly day) => day.ToString(Pattern, CultureInfo.InvariantCulture);
}
