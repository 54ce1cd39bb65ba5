using CrmLive.Customers;

namespace CrmLive.Shell;

/// <summary>A list, its link and its file read the same address.</summary>
public sealed class RecordAddressTests
{
    private static readonly RecordType Leads = RecordTypes.Of<Lead>();

    [Theory]
    [InlineData("?status=working", "status = \"working\"")]
    [InlineData("?status=nonsense", null)]
    [InlineData("?company=A%22B%5CC", "company = \"A\\\"B\\\\C\"")]
    [InlineData("?employees=5", "employees = 5")]
    [InlineData("?employees=many", null)]
    [InlineData("?filter=employees%20%3E%205%20or%20company%20is%20empty&status=new", "(employees > 5 or company is empty) and status = \"new\"")]
    [InlineData("?nothing=1&name=x", null)]
    public void What_it_asks_for_is_a_condition(string query, string? condition)
    {
        var asked = RecordAddress.Of(Leads, query);

        asked.Condition.ShouldBe(condition);
        asked.Request<Lead>().Filter.ShouldBe(condition);
    }

    [Theory]
    [InlineData("?sort=changed", "updated_at")]
    [InlineData("?sort=expected_value", "expected_value")]
    [InlineData("?sort=notes", null)]
    [InlineData("?sort=zqxj", null)]
    public void An_order_that_there_is_not_counts_as_not_said(string query, string? order) => RecordAddress.Of(Leads, query).Order.ShouldBe(order);

    [Fact]
    public void Columns_are_those_that_there_are_each_once() =>
        RecordAddress.Of(Leads, "?columns=company,zqxj,status,company").Columns.ShouldBe(["company", "status"]);

    [Theory]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("acme.example", "https://acme.example/")]
    [InlineData("http://acme.example/x", "http://acme.example/x")]
    [InlineData("data://x", null)]
    public void Only_addresses_of_the_web_are_links(string typed, string? href) => WebLink.Of(typed).ShouldBe(href);
}
