namespace CrmLive.Formats;

public sealed class DaysTests
{
    [Fact]
    public void An_instant_belongs_to_the_day_of_the_place()
    {
        var at = new DateTimeOffset(2026, 7, 29, 7, 45, 0, TimeSpan.Zero);

        Days.Of(at, Zone("America/Los_Angeles")).ShouldBe(new DateOnly(2026, 7, 29));
        Days.Of(at.AddHours(-1), Zone("America/Los_Angeles")).ShouldBe(new DateOnly(2026, 7, 28));
        Days.Of(at, Zone("Asia/Tokyo")).ShouldBe(new DateOnly(2026, 7, 29));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-11-28", "2026-11-28T08:00:00Z")]
    [InlineData("UTC", "2026-11-28", "2026-11-28T00:00:00Z")]
    // At these midnights the clocks were put forward, and in Havana back.
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")]
    public void A_day_begins_at_its_first_instant(string zone, string day, string start) =>
        Days.Start(DateOnly.Parse(day), Zone(zone)).ShouldBe(DateTimeOffset.Parse(start));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Havana")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Kolkata")]
    public void Days_lie_side_by_side_without_a_gap(string name)
    {
        var zone = Zone(name);
        for (var day = new DateOnly(2018, 1, 1); day.Year < 2020; day = day.AddDays(1))
        {
            Days.Of(Days.Start(day, zone), zone).ShouldBe(day);
            Days.Of(Days.Start(day, zone).AddTicks(-1), zone).ShouldBe(day.AddDays(-1));
        }
    }

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);
}
