using System.Globalization;
using CrmLive.Shell;

namespace CrmLive.Hub;

/// <summary>How long a key works, as people say it: <c>90d</c>, <c>2027-01-31</c> or <c>never</c>.</summary>
internal static class KeyExpiry
{
    public const string Never = "never";

    /// <summary>So long before its end a key is shown as one that ends soon.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    private const int MostDays = 3650;

    /// <summary>The instant at which it ends; null for never. A day ends with its last second, UTC.</summary>
    /// <exception cref="InvalidInput">It says neither a number of days nor a day.</exception>
    public static DateTimeOffset? Read(string? text, DateTimeOffset now)
    {
        var said = text?.Trim().ToLowerInvariant();
        return said is null or "" or Never ? null
            : said.EndsWith('d') && int.TryParse(said[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays ? now.AddDays(days)
            : DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Calendar.Holds(day) ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : throw InvalidInput.Of("expires_at", "unreadable", $"A key ends after days such as 90d, at most {MostDays}d, at the end of a day such as 2027-01-31, or never.");
    }
}
