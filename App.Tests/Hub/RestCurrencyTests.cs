namespace CrmLive.Hub;

/// <summary>Programs are held to ISO 4217 as people are: nothing is rounded, and no code is made up.</summary>
public sealed class RestCurrencyTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData("products", """{"name":"Fraction","list_price":1234.56789,"currency":"EUR"}""", "list_price")]
    [InlineData("products", """{"name":"Yen","list_price":100.5,"currency":"JPY"}""", "list_price")]
    [InlineData("products", """{"name":"Nowhere","list_price":1,"currency":"XXZ"}""", "currency")]
    [InlineData("accounts", """{"name":"Nowhere","annual_revenue":1,"revenue_currency":"XXZ"}""", "revenue_currency")]
    [InlineData("accounts", """{"name":"Yen","annual_revenue":1.5,"revenue_currency":"JPY"}""", "annual_revenue")]
    [InlineData("opportunities", """{"stage_id":"{stage}","name":"Fraction","amount":1234.56789}""", "amount")]
    [InlineData("pipelines", """{"name":"Nowhere","currency":"XXZ","stages":[{"name":"Open"},{"name":"Won","outcome":"won"}]}""", "currency")]
    public async Task Refuses_what_the_currency_does_not_have(string plural, string json, string field)
    {
        var stage = new RecordId(RecordKind.Stage, rest.World.Qualified).ToString();

        var refused = (await rest.Send(rest.World.Admin, "POST", plural, json.Replace("{stage}", stage, StringComparison.Ordinal))).ShouldRefuse(422);

        refused.Body.GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("field").GetString()).ShouldBe([field]);
    }

    [Fact]
    public async Task A_dinar_has_three_decimals() =>
        (await rest.Send(rest.World.Admin, "POST", "products", """{"name":"Dinar","list_price":1.255,"currency":"KWD"}""")).Status.ShouldBe(201);
}
