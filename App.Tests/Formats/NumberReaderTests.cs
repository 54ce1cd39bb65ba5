namespace CrmLive.Formats;

public sealed class NumberReaderTests
{
    [Theory]
    [InlineData("point", "48k", 48_000)]
    [InlineData("point", "48 K", 48_000)]
    [InlineData("point", "1.5m", 1_500_000)]
    [InlineData("comma", "1,5 Mio.", 1_500_000)]
    [InlineData("point", "2bn", 2_000_000_000)]
    [InlineData("point", "48,000", 48_000)]
    [InlineData("point", "48,000.50", 48_000.5)]
    [InlineData("point", "48000.5", 48_000.5)]
    [InlineData("point", ".75", 0.75)]
    [InlineData("point", "5.", 5)]
    [InlineData("point", "0.125", 0.125)]
    [InlineData("point", "4.711,98", 4_711.98)]
    [InlineData("point", "3.000,50", 3_000.5)]
    [InlineData("point", "1.234.567", 1_234_567)]
    [InlineData("comma", "48.000", 48_000)]
    [InlineData("comma", "0,5", 0.5)]
    [InlineData("comma", "512,77", 512.77)]
    [InlineData("comma", "1,12", 1.12)]
    [InlineData("comma", "19,90", 19.9)]
    [InlineData("comma", "9,99", 9.99)]
    [InlineData("comma", "4,711.98", 4_711.98)]
    [InlineData("comma", ",75", 0.75)]
    [InlineData("space", "1\u202F234\u00A0567,89", 1_234_567.89)]
    [InlineData("space", "1.234,50", 1_234.5)]
    [InlineData("space", "1 234", 1_234)]
    [InlineData("apostrophe", "1’234'567.89", 1_234_567.89)]
    [InlineData("apostrophe", "12.-", 12)]
    [InlineData("indian", "12,34,567.5", 1_234_567.5)]
    [InlineData("point", "1 234 567.5", 1_234_567.5)]
    [InlineData("point", "１２３", 123)]
    [InlineData("point", "-12.5", -12.5)]
    [InlineData("point", "−12.5", -12.5)]
    [InlineData("point", "12.5-", -12.5)]
    [InlineData("point", "(1,250.00)", -1_250)]
    [InlineData("point", "\u200E12\u200F", 12)]
    public void What_has_one_meaning_in_the_form_of_the_person_is_read(string form, string typed, double number) =>
        Read(form, typed, NumberUse.Quantity).ShouldBe((decimal)number);

    [Theory]
    [InlineData("point", "1,12", "1.12", "112")]
    [InlineData("point", "512,77", "512.77", "51,277")]
    [InlineData("point", "0,5", "0.5", "decimals after a point")]
    [InlineData("point", "48.000", "48 or 48,000", "two ways")]
    [InlineData("point", "1.125", "1.1250 or 1,125", "two ways")]
    [InlineData("point", "19,90", "19.9", "1,990")]
    [InlineData("point", "9,99", "9.99", "999")]
    [InlineData("point", "1.200", "1.2 or 1,200", "two ways")]
    [InlineData("comma", "48,000", "48 or 48.000", "two ways")]
    [InlineData("comma", ".75", "decimals after a comma", "0,75")]
    [InlineData("space", "48.000", "decimals after a comma", "48")]
    [InlineData("point", "12,34,56", "not a number", "1,250.5")]
    [InlineData("point", "1,234.567,8", "not a number", "1,250.5")]
    [InlineData("point", "12 34", "not a number", "1,250.5")]
    [InlineData("point", "1,23,456", "not a number", "1,250.5")]
    [InlineData("point", "1e5", "not a number", "1,250.5")]
    [InlineData("point", "--5", "not a number", "1,250.5")]
    [InlineData("point", "5 apples", "not a number", "1,250.5")]
    [InlineData("point", "k", "not a number", "1,250.5")]
    [InlineData("point", ".", "not a number", "1,250.5")]
    [InlineData("point", "5 %", "percent", "without")]
    [InlineData("point", "5²", "not a number", "1,250.5")]
    [InlineData("point", "€ 5", "not a number", "1,250.5")]
    [InlineData("point", "1.23456", "4 decimals", "1.23456")]
    public void What_is_not_clear_is_refused_with_what_to_type(string form, string typed, string said, string saidToo)
    {
        var refused = Should.Throw<RuleBroken>(() => Read(form, typed, NumberUse.Quantity));

        refused.Message.ShouldContain(said);
        refused.Message.ShouldContain(saidToo);
        refused.Field.ShouldBe("number");
    }

    [Theory]
    [InlineData("€ 1,250.50", 1_250.5)]
    [InlineData("1,250.50 EUR", 1_250.5)]
    [InlineData("eur 48k", 48_000)]
    [InlineData("48 k€", 48_000)]
    [InlineData("1.5m EUR", 1_500_000)]
    [InlineData("-€5", -5)]
    [InlineData("€-5", -5)]
    [InlineData("5.-", 5)]
    [InlineData("48.0000", 48)]
    public void An_amount_may_bring_the_sign_of_its_currency(string typed, double amount) => Read("point", typed, NumberUse.Amount("EUR")).ShouldBe((decimal)amount);

    [Theory]
    [InlineData("$ 5", "EUR")]
    [InlineData("USD 5", "EUR")]
    [InlineData("5 kr", "EUR")]
    [InlineData("€5", "JPY")]
    public void An_amount_of_another_currency_is_not_taken(string typed, string currency) =>
        Should.Throw<RuleBroken>(() => Read("point", typed, NumberUse.Amount(currency))).Code.ShouldBe("amount.currency");

    [Theory]
    [InlineData("kr. 500", "SEK", 500)]
    [InlineData("5 kr", "DKK", 5)]
    [InlineData("Fr. 12.50", "CHF", 12.5)]
    [InlineData("R$ 3k", "BRL", 3_000)]
    [InlineData("$5", "CAD", 5)]
    [InlineData("1.255", "KWD", 1.255)]
    [InlineData("¥100", "JPY", 100)]
    public void Signs_are_those_of_the_currency(string typed, string currency, double amount) =>
        Read("point", typed, NumberUse.Amount(currency)).ShouldBe((decimal)amount);

    [Theory]
    [InlineData("100.5", "JPY", "JPY has no decimals")]
    [InlineData("1234.56789", "EUR", "EUR has 2 decimals, and 1234.56789 has 5")]
    [InlineData("1.2555", "KWD", "KWD has 3 decimals")]
    [InlineData("1.255", "EUR", "Type 1,255 if you mean thousands")]
    public void More_decimals_than_the_currency_has_are_refused(string typed, string currency, string said) =>
        Should.Throw<RuleBroken>(() => Read("point", typed, NumberUse.Amount(currency))).Message.ShouldContain(said);

    [Theory]
    [InlineData("1,5", "1.5")]
    [InlineData("1.5", "whole number")]
    [InlineData("1.200", "Type 1,200 if you mean thousands")]
    public void A_count_is_whole(string typed, string said) =>
        Should.Throw<RuleBroken>(() => Read("point", typed, NumberUse.Count)).Message.ShouldContain(said);

    [Theory]
    [InlineData("12.5 %", 12.5)]
    [InlineData("12.5", 12.5)]
    public void A_percentage_may_have_its_sign(string typed, double percent) => Read("point", typed, NumberUse.Percent).ShouldBe((decimal)percent);

    [Fact]
    public void Nothing_is_no_number_and_too_much_is_refused()
    {
        Read("point", "  ", NumberUse.Quantity).ShouldBeNull();
        Should.Throw<RuleBroken>(() => Read("point", new string('9', 29), NumberUse.Quantity));
        Should.Throw<RuleBroken>(() => Read("point", new string('9', 28) + "bn", NumberUse.Quantity)).Code.ShouldBe("number.too_large");
    }

    // Whatever is written is read again as the same number, in each form and for each currency.
    [Fact]
    public void What_one_form_writes_it_reads()
    {
        decimal[] numbers = [0m, 1m, 12m, 999m, 1_000m, 48_000m, 1_234_567m, 123_456_789_012m, 0.5m, 12.34m, 1_234.5m, 48_000.75m];
        foreach (var form in NumberForm.All)
        {
            foreach (var number in numbers)
            {
                NumberReader.Read(form.Write(number), form, NumberUse.Quantity, "number").ShouldBe(number, $"{form.Key} {form.Write(number)}");
                NumberReader.Read(new PersonalFormat(form, DateForm.Words, DayOfWeek.Monday).Money(number, "EUR"), form, NumberUse.Amount("EUR"), "number").ShouldBe(number);
            }
        }
    }

    private static decimal? Read(string form, string typed, NumberUse use) => NumberReader.Read(typed, NumberForm.Named(form)!, use, "number");
}
