using CrmLive.Customers;

namespace CrmLive.Formats;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("EUR", 2)]
    [InlineData("KWD", 3)]
    [InlineData("CLF", 4)]
    public void Minor_units_are_those_of_the_standard(string code, int decimals) => Currencies.Decimals(code).ShouldBe(decimals);

    [Theory]
    [InlineData("XXZ")]
    [InlineData("XXX")]
    [InlineData("XTS")]
    [InlineData("eur")]
    [InlineData("EURO")]
    public void A_code_that_the_standard_does_not_have_is_refused(string code)
    {
        Currencies.IsKnown(code).ShouldBeFalse();
        Should.Throw<RuleBroken>(() => new Product(1, new ProductFields("Chair", null, 1m, code))).Field.ShouldBe("currency");
        Should.Throw<RuleBroken>(() => new Account(1, new AccountFields("Acme", AnnualRevenue: 1m, RevenueCurrency: code), null, null)).Field.ShouldBe("revenue_currency");
        Should.Throw<RuleBroken>(() => new Pipeline.SalesPipeline(1, "Sales", code, 0)).Field.ShouldBe("currency");
    }

    [Fact]
    public void The_table_has_the_currencies_once_each() => (Currencies.Codes.Count, Currencies.Codes.All(code => code.Length == 3)).ShouldBe((Currencies.Codes.Distinct().Count(), true));

    [Theory]
    [InlineData("JPY", 100.5)]
    [InlineData("EUR", 1234.567)]
    [InlineData("KWD", 1.2555)]
    public void An_amount_with_more_decimals_is_refused_in_every_record(string currency, double amount)
    {
        Should.Throw<RuleBroken>(() => new Product(1, new ProductFields("Chair", null, (decimal)amount, currency))).Code.ShouldBe("amount.decimals");
        Should.Throw<RuleBroken>(() => new Account(1, new AccountFields("Acme", AnnualRevenue: (decimal)amount, RevenueCurrency: currency), null, null)).Code.ShouldBe("amount.decimals");
    }

    [Fact]
    public void A_computed_sum_is_rounded_to_the_minor_unit_half_of_it_away_from_zero()
    {
        Currencies.Rounded(3 * 0.125m * 0.9m, "KWD").ShouldBe(0.338m);
        Currencies.Rounded(1.255m, "KWD").ShouldBe(1.255m);
        Currencies.Rounded(0.125m, "EUR").ShouldBe(0.13m);
        Currencies.Rounded(0.5m, "JPY").ShouldBe(1m);
    }
}
