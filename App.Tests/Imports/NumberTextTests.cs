namespace CrmLive.Imports;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("1234.5", '.', "1234.5")]
    [InlineData("1,234.50", '.', "1234.50")]
    [InlineData("1.234,50", ',', "1234.50")]
    [InlineData("1 234,5", ',', "1234.5")]
    [InlineData("1'234.5", '.', "1234.5")]
    [InlineData("-7", '.', "-7")]
    [InlineData("12,34", '.', null)]
    [InlineData("1,2,3", '.', null)]
    [InlineData("1e5", '.', null)]
    [InlineData("ten", '.', null)]
    [InlineData("1 2", '.', null)]
    [InlineData("1.234.5", ',', null)]
    [InlineData("1 234 567,89", ',', "1234567.89")]
    [InlineData("1’234", '.', "1234")]
    [InlineData(".75", '.', "0.75")]
    [InlineData("−7", '.', "-7")]
    [InlineData(".", '.', null)]
    public void A_number_is_read_or_refused_and_never_guessed(string text, char decimals, string? expected) =>
        NumberText.Number(text, decimals)?.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);

    [Theory]
    [InlineData("1.234,50", "1234.50")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("0,125", "0.125")]
    [InlineData("1234.567", "1234.567")]
    [InlineData("19,90", "19.90")]
    [InlineData("48.000", null)]
    [InlineData("1,250", null)]
    public void Without_a_word_of_the_map_only_what_can_be_one_number_is_read(string text, string? expected)
    {
        NumberText.Number(text, decimals: null)?.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);
        NumberText.IsAmbiguous(text, decimals: null).ShouldBe(expected is null);
    }

    [Theory]
    [InlineData("EUR 1,250.00", "EUR 1,250")]
    [InlineData("1250 €", "EUR 1,250")]
    [InlineData("$99.95", "USD 99.95")]
    [InlineData("12", "CHF 12")]
    [InlineData("12 Taler", null)]
    public void An_amount_brings_its_currency_or_takes_that_of_the_map(string text, string? expected) =>
        NumberText.Amount(text, '.', "CHF")?.ToString().ShouldBe(expected);
}
