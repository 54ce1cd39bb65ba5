using System.Globalization;

namespace CrmLive.Imports;

public sealed class StampTextTests
{
    private static readonly TimeZoneInfo Auckland = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");

    [Theory]
    [InlineData("2024-02-03T03:00:00+03:00", "2024-02-03T00:00:00Z")]
    [InlineData("2024-01-22T16:14:25.000+0000", "2024-01-22T16:14:25Z")]
    [InlineData("2024-01-22T16:14:25Z", "2024-01-22T16:14:25Z")]
    [InlineData("2024-08-17T10:00+02:00", "2024-08-17T08:00:00Z")]
    [InlineData("2024-08-17 10:00:00 -0500", "2024-08-17T15:00:00Z")]
    [InlineData("2024-08-17 10:00:00.1234567+02", "2024-08-17T08:00:00.1234567Z")]
    [InlineData("2024-08-17T10:00", "2024-08-17T10:00:00Z")]
    [InlineData("2024-08-17", "2024-08-17T11:00:00Z")]
    public void Iso_is_read_in_all_its_forms_whatever_the_map_declares(string text, string instant) =>
        StampText.Read(text, ["dd.MM.yyyy"]).Stamp!.Value.InstantIn(zone: null).ShouldBe(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("8/17/2024", "2024-08-17")]
    [InlineData("3/4/2024", "2024-03-04")]
    [InlineData("2024-03-04", "2024-03-04")]
    [InlineData("17/8/2024", null)]
    public void A_date_has_the_form_that_the_map_declares(string text, string? day) =>
        StampText.Read(text, ["M/d/yyyy"]).Stamp?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(day);

    [Theory]
    [InlineData("8/17/2024", "'format'")]
    [InlineData("3/4/2024", "'format'", "M/d/yyyy", "can be 2024-03-04 and 2024-04-03", "d/M/yyyy")]
    public void What_can_be_two_days_is_never_guessed(string text, string undeclared, string? one = null, string? both = null, string? other = null)
    {
        StampText.Read(text, []).Fault.ShouldContain(undeclared);
        if (one is not null && other is not null)
        {
            StampText.Read(text, [one, other]).Fault.ShouldContain(both!);
        }
    }

    [Theory]
    [InlineData("2024-02-30", "yyyy-MM-dd")]
    [InlineData("2024-01-22T25:00:00+03:00", "yyyy-MM-ddTHH:mm:sszzz")]
    [InlineData("31.02.2024", "dd.MM.yyyy")]
    [InlineData("13/13/2024", "M/d/yyyy")]
    public void A_refusal_never_names_the_form_that_was_given(string text, string form)
    {
        var (stamp, fault) = StampText.Read(text, [form]);

        stamp.ShouldBeNull();
        fault.ShouldBe("is no day or time that there is");
    }

    [Fact]
    public void Iso_is_not_read_where_the_file_puts_the_day_before_the_month() => StampText.Read("2024-08-17", ["yyyy-dd-MM"]).Stamp.ShouldBeNull();

    [Fact]
    public void A_day_is_that_day_for_everybody_from_minus_eleven_to_plus_twelve()
    {
        var at = new Stamp(new DateOnly(2024, 8, 17)).InstantIn(zone: null);

        for (var hours = -11; hours <= 12; hours++)
        {
            at.ToOffset(TimeSpan.FromHours(hours)).Day.ShouldBe(17, $"{hours} hours from Greenwich");
        }
    }

    [Fact]
    public void A_day_is_that_day_in_the_zone_of_the_map_too()
    {
        var at = new Stamp(new DateOnly(2024, 1, 17)).InstantIn(Auckland);

        TimeZoneInfo.ConvertTime(at, Auckland).Day.ShouldBe(17);
        at.ToOffset(TimeSpan.FromHours(-10)).Day.ShouldBe(17);
    }

    [Fact]
    public void A_time_without_a_zone_is_one_of_the_map() => new Stamp(new DateOnly(2024, 1, 17), new TimeOnly(9, 0)).InstantIn(Auckland)
        .ShouldBe(new DateTimeOffset(2024, 1, 16, 20, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_stamp_in_a_field_of_days_is_the_day_of_the_zone_of_the_map() => StampText.Read("2024-08-16T22:00:00.000Z", []).Stamp!.Value
        .DayIn(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ShouldBe(new DateOnly(2024, 8, 17));
}
