using System.Reflection;
using CrmLive.Customers;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class DownloadTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_what_the_list_holds_in_its_order()
    {
        var list = await world.As(world.Mia, DealAddress.Of("?outcome=open&sort=amount").Request() with { Take = 200 });

        var lines = await Download.Lines(world, world.Mia, "/deals/export.{format}", "csv", "?outcome=open&sort=amount");

        lines.Skip(1).Select(line => line.Split(',')[0]).ShouldBe(list.Rows.Select(row => row.Key.ToString()));
        lines[0].ShouldBe("\uFEFFid,name,account,stage,outcome,amount,currency,owner,expected_close,in_stage_since,created_at,changed_at,risk");
    }

    [Fact]
    public async Task Leaves_out_what_the_person_may_not_see()
    {
        var deals = await Download.Lines(world, world.Sam, "/deals/export.{format}", "csv", "");
        var own = await Download.Lines(world, world.Ada, "/deals/export.{format}", "csv", "");

        deals[0].ShouldNotContain("amount");
        deals.ShouldAllBe(line => !line.Contains("48000"));
        deals.ShouldAllBe(line => !line.Contains("Amount fell"));
        own.ShouldAllBe(line => !line.Contains("Delta patient desk"));
    }

    [Theory]
    [InlineData("/accounts/export.{format}", "?q=fjord", "Fjord Energy", nameof(ExportAccounts))]
    [InlineData("/contacts/export.{format}", "?q=eirik", "Eirik Lund", nameof(ExportContacts))]
    [InlineData("/products/export.{format}", "?q=fleet", "Field Fleet", nameof(ExportProducts))]
    public async Task Every_list_can_be_taken_and_the_audit_says_so(string route, string query, string name, string note)
    {
        var lines = await Download.Lines(world, world.Admin, route, "csv", query);

        lines.ShouldContain(line => line.Contains(name));
        lines.ShouldAllBe(line => !line.Contains("Secret"));
        await using var db = world.Look();
        (await db.AuditEntries.SingleAsync(entry => entry.Action == note && entry.Reason!.Contains(query), Ct)).Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_contacts_of_one_account_are_exported_and_no_others()
    {
        var lines = await Download.Lines(world, world.Admin, "/contacts/export.{format}", "csv", $"?account=acc_{world.AcmeGmbH}");

        lines.Count.ShouldBeGreaterThan(1);
        lines.Skip(1).ShouldAllBe(line => line.Contains("Acme GmbH"));
    }

    [Theory]
    [InlineData(typeof(AccountsPage))]
    [InlineData(typeof(ContactsPage))]
    [InlineData(typeof(ProductsPage))]
    public void An_export_reads_all_that_its_page_can_be_narrowed_by(Type page)
    {
        var read = typeof(CustomerDownloads).GetNestedType("Listed", BindingFlags.NonPublic)!.GetConstructors().Single().GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<FromQueryAttribute>()!.Name);

        page.GetProperties().Select(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()?.Name).OfType<string>()
            .Except(["new"]).ShouldBeSubsetOf(read!);
    }

    [Fact]
    public async Task Another_format_is_refused_before_anything_is_noted() =>
        (await Should.ThrowAsync<Refused>(() => Download.Lines(world, world.Mia, "/deals/export.{format}", "pdf", ""))).Refusal.Status.ShouldBe(404);
}
