namespace CrmLive.Shell;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "EUR 0")]
    [InlineData(999, "EUR 999")]
    [InlineData(1_000, "EUR 1k")]
    [InlineData(48_250, "EUR 48.3k")]
    [InlineData(412_400, "EUR 412k")]
    [InlineData(999_600, "EUR 1m")]
    [InlineData(1_250_000, "EUR 1.25m")]
    [InlineData(2_400_000_000, "EUR 2.4bn")]
    [InlineData(-48_250, "EUR -48.3k")]
    public void Short_amounts_have_three_figures(decimal amount, string text) => PersonalFormat.Default.ShortMoney(amount, "EUR").ShouldBe(text);

    [Theory]
    [InlineData(30, "now")]
    [InlineData(90, "1 min")]
    [InlineData(7_300, "2 h")]
    [InlineData(86_400 * 23, "23 d")]
    [InlineData(86_400 * 730, "2 y")]
    [InlineData(86_400 * 800, "2 y")]
    public void Ages_are_told_in_the_largest_unit(int seconds, string text) => AgeText.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void A_time_is_told_in_the_zone_of_the_person()
    {
        var at = new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero);

        PersonalFormat.Default.Time(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ShouldBe("2 Jul 2026, 00:30");
        TimeText.Full(at, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")).ShouldBe("2026-07-02 04:00:00 +05:30");
    }

    [Theory]
    [InlineData("Ada Lovelace", "AL")]
    [InlineData("ada", "A")]
    [InlineData("Anna Maria de la Cruz", "AC")]
    [InlineData("", "?")]
    [InlineData("Émile Zola", "ÉZ")]
    public void Initials_are_those_of_the_first_and_the_last_word(string name, string initials) => Avatar.Initials(name).ShouldBe(initials);
}
