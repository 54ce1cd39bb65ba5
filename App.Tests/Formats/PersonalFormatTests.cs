namespace CrmLive.Formats;

public sealed class PersonalFormatTests
{
    [Theory]
    [InlineData("point", "1,234,567.89")]
    [InlineData("comma", "1.234.567,89")]
    [InlineData("space", "1\u202F234\u202F567,89")]
    [InlineData("apostrophe", "1’234’567.89")]
    [InlineData("indian", "12,34,567.89")]
    public void A_number_is_written_as_the_person_writes_it(string form, string written)
    {
        NumberForm.Named(form)!.Example.ShouldBe(written);
        NumberForm.Like(written).ShouldBe(NumberForm.Named(form));
    }

    [Fact]
    public void A_browser_may_use_any_space_and_apostrophe()
    {
        NumberForm.Like("1\u00A0234\u00A0567,89").ShouldBe(NumberForm.Space);
        NumberForm.Like("1'234'567.89").ShouldBe(NumberForm.Swiss);
        NumberForm.Like("1234567/89").ShouldBeNull();
        NumberForm.Like(null).ShouldBeNull();
    }

    [Theory]
    [InlineData(48_000, "EUR", "EUR 48.000")]
    [InlineData(48_000.5, "EUR", "EUR 48.000,50")]
    [InlineData(1.255, "KWD", "KWD 1,255")]
    [InlineData(1.2, "KWD", "KWD 1,200")]
    [InlineData(100, "JPY", "JPY 100")]
    public void An_amount_has_the_decimals_of_its_currency(double amount, string currency, string written) =>
        (PersonalFormat.Default with { Numbers = NumberForm.Comma }).Money((decimal)amount, currency).ShouldBe(written);

    [Fact]
    public void Short_amounts_follow_the_person_too() =>
        (PersonalFormat.Default with { Numbers = NumberForm.Comma }).ShortMoney(1_250_000m, "EUR").ShouldBe("EUR 1,25m");

    [Theory]
    [InlineData("words", "1 Jul 2026")]
    [InlineData("words-us", "Jul 1, 2026")]
    [InlineData("dots", "01.07.2026")]
    [InlineData("slashes", "01/07/2026")]
    [InlineData("slashes-us", "07/01/2026")]
    [InlineData("iso", "2026-07-01")]
    public void A_day_is_written_as_the_person_reads_it(string form, string written) => DateForm.Named(form)!.Write(new DateOnly(2026, 7, 1)).ShouldBe(written);
}
