namespace CrmLive.Pipeline;

/// <summary>The days at whose end a pipeline is looked at: the last days of weeks, or the last days of months where the period is long, and the last day so far.</summary>
public static class PipelineDays
{
    /// <summary>Days of the longest period that can be asked for.</summary>
    public const int Longest = 3_660;

    private const int LongestByWeek = 190;

    public static IReadOnlyList<DateOnly> Of(DateOnly from, DateOnly to, DateOnly today, DayOfWeek firstDay = DayOfWeek.Monday)
    {
        var last = to < today ? to : today;
        var byWeek = to.DayNumber - from.DayNumber < LongestByWeek;
        var days = new List<DateOnly>();
        for (var day = byWeek ? WeekEnd(from, firstDay) : MonthEnd(from); day < last; day = byWeek ? day.AddDays(7) : MonthEnd(day.AddDays(1)))
        {
            days.Add(day);
        }

        if (last >= from)
        {
            days.Add(last);
        }

        return days;
    }

    private static DateOnly WeekEnd(DateOnly day, DayOfWeek firstDay) => day.AddDays(((int)firstDay + 6 - (int)day.DayOfWeek) % 7);

    private static DateOnly MonthEnd(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
