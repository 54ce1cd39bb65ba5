namespace CrmLive.Imports;

/// <summary>A day, with the time and the zone where the text gave them.</summary>
internal readonly record struct Stamp(DateOnly Day, TimeOnly? Time = null, TimeSpan? Offset = null)
{
    // From here the people of all zones from -11 to +12 see the same day; ADR 16.
    private static readonly TimeOnly InEveryZone = new(11, 0);
    private static readonly TimeOnly Last = new(23, 59);

    public bool IsDay => Time is null;

    /// <summary>The day that the text means to people of the zone; without one, the day as it is written.</summary>
    public DateOnly DayIn(TimeZoneInfo? zone) => Time is not null && Offset is not null && zone is not null
        ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(InstantIn(zone), zone).DateTime)
        : Day;

    /// <summary>The instant, in UTC. A time without a zone is one of the given zone; a day without a time stays that day for as many people as can be.</summary>
    public DateTimeOffset InstantIn(TimeZoneInfo? zone)
    {
        if (Time is { } time)
        {
            return Offset is { } offset ? new DateTimeOffset(Day.ToDateTime(time), offset).ToUniversalTime() : At(time, zone);
        }

        var (midday, last) = (At(InEveryZone, zone: null), At(Last, zone));
        return midday < last ? midday : last;
    }

    private DateTimeOffset At(TimeOnly time, TimeZoneInfo? zone)
    {
        var local = Day.ToDateTime(time);
        return new DateTimeOffset(local, zone?.GetUtcOffset(local) ?? TimeSpan.Zero).ToUniversalTime();
    }
}
