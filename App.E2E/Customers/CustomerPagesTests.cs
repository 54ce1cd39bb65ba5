using System.Text.RegularExpressions;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Customers;

public sealed partial class CustomerPagesTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task An_account_is_added_edited_in_place_deleted_and_brought_back()
    {
        var page = await SignIn("Mia Tanaka", "/accounts");
        await Button(page, "New account").ClickAsync();
        await page.GetByLabel("Name", Exact).FillAsync("Quartz Quarries");
        await Button(page, "Add account").ClickAsync();
        await Expect(Title(page)).ToHaveTextAsync("Quartz Quarries");

        await page.GetByLabel("Industry").FillAsync("Mining");
        await page.GetByLabel("Industry").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Expect(page.Locator(".history")).ToContainTextAsync("Mining");

        await Button(page, "Delete").ClickAsync();
        await Expect(Title(page)).ToHaveTextAsync("Accounts");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Quartz Quarries" })).ToHaveCountAsync(0);
        await page.Locator(".toast", new() { HasText = "is in the bin" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Quartz Quarries" })).ToBeVisibleAsync();
        (await Site.Ask(db => db.Accounts.SingleAsync(account => account.Name == "Quartz Quarries"))).Industry.ShouldBe("Mining");
    }

    [Fact]
    public async Task What_is_wrong_stands_at_the_field_and_escape_takes_it_back()
    {
        var page = await SignIn("Mia Tanaka", await AccountPath("Iris Optics"));

        await page.GetByLabel("Employees").FillAsync("-5");
        await page.GetByLabel("Employees").PressAsync("Enter");
        await Expect(page.GetByText("The number of employees is below zero")).ToBeVisibleAsync();
        await page.GetByLabel("Employees").PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();

        await Expect(page.GetByLabel("Employees")).ToHaveValueAsync("210");
        await Expect(page.GetByText("The number of employees is below zero")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_contact_finds_its_account_by_name_and_a_product_its_price()
    {
        var page = await SignIn("Tess Novak", "/contacts?new=1");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Last name").FillAsync("Okonkwo");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Account" }).PressSequentiallyAsync("Harb");
        await page.GetByRole(AriaRole.Option, new() { Name = "Harbour Hotels" }).WaitForAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Account" }).PressAsync("Enter");
        await Button(page, "Add contact").ClickAsync();
        await Expect(Title(page)).ToHaveTextAsync("Okonkwo");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Harbour Hotels" })).ToBeVisibleAsync();

        await Go(page, "/products?new=1");
        await page.GetByLabel("Name", Exact).FillAsync("Desk Mini");
        await Button(page, "Add product").ClickAsync();
        await Expect(page.GetByText("The list price is missing")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "List price" }).FillAsync("750.50");
        await Button(page, "Add product").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "List price" })).ToHaveValueAsync("750.5");
    }

    [Fact]
    public async Task A_rename_appears_in_the_list_of_the_other_browser()
    {
        var ada = await SignIn("Ada Lovelace", "/accounts");
        await Expect(ada.GetByRole(AriaRole.Link, new() { Name = "Cobalt Logistics" })).ToBeVisibleAsync();
        var mia = await SignIn("Mia Tanaka", await AccountPath("Cobalt Logistics"));

        await mia.GetByLabel("Name", Exact).FillAsync("Cobalt Freight");
        await mia.GetByLabel("Name", Exact).PressAsync("Enter");

        await Expect(ada.GetByRole(AriaRole.Link, new() { Name = "Cobalt Freight" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Search_and_sort_stand_in_the_address_and_survive_a_reload()
    {
        var page = await SignIn("Mia Tanaka", "/accounts");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search accounts" }).FillAsync("fjord");
        await Expect(page).ToHaveURLAsync(SearchesFjord());
        await Expect(page.Locator("tbody tr:has(a)")).ToHaveCountAsync(2);
        await Button(page, "Name").ClickAsync();
        await Expect(page.Locator("tbody tr:has(a)").First).ToContainTextAsync("Fjord Wind");

        await page.ReloadAsync();

        await Expect(page.Locator("tbody tr:has(a)").First).ToContainTextAsync("Fjord Wind");
    }

    [Fact]
    public async Task A_viewer_reads_and_is_offered_no_change()
    {
        var page = await SignIn("Vic Moreau", await AccountPath("Acme GmbH"));

        await Expect(Title(page)).ToHaveTextAsync("Acme GmbH");
        await Expect(page.Locator(".record-fields input")).ToHaveCountAsync(0);
        await Expect(Button(page, "Delete")).ToHaveCountAsync(0);
    }

    private static readonly PageGetByLabelOptions Exact = new() { Exact = true };

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First;

    private static ILocator Title(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private async Task<string> AccountPath(string name) =>
        $"/accounts/{new RecordId(RecordKind.Account, await Site.Ask(db => db.Accounts.Where(account => account.Name == name).Select(account => account.Id).SingleAsync()))}";

    [GeneratedRegex("q=fjord")]
    private static partial Regex SearchesFjord();
}
