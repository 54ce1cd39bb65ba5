using CrmLive.Customers;

namespace CrmLive.Shell;

public sealed class RecordFormTests
{
    [Fact]
    public void What_is_typed_becomes_the_record_of_fields_and_the_rest_is_as_a_new_one_has_it()
    {
        var form = new RecordForm<ProductFields>(RecordTypes.Of<Product>());
        form.SetText("name", "Desk Nano");
        form.SetText("series", "  ");
        form.SetNumber("list_price", new TypedNumber(12m));

        form.Fields().ShouldBe(new ProductFields("Desk Nano", null, 12m, "EUR", IsActive: true));
    }

    [Fact]
    public void An_amount_that_is_not_there_has_no_currency()
    {
        var form = new RecordForm<LeadFields>(RecordTypes.Of<Lead>());
        form.SetText("currency", "usd");

        form.Fields().Currency.ShouldBeNull();
        form.SetNumber("expected_value", new TypedNumber(5m));
        form.Fields().Currency.ShouldBe("USD");
    }

    [Fact]
    public void What_is_no_number_is_refused_by_its_field()
    {
        var form = new RecordForm<LeadFields>(RecordTypes.Of<Lead>());
        form.SetNumber("expected_value", TypedNumber.Of("twelve", NumberForm.Point, NumberUse.AnyAmount));

        Should.Throw<RuleBroken>(() => form.Fields()).Field.ShouldBe("expected_value");
    }
}
