using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>What a field shows is what is saved, as the person of this browser writes numbers.</summary>
public sealed class NumberTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task What_can_be_read_in_two_ways_is_refused_at_its_field_and_what_was_understood_stands_there()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        await new Hand(ada).Ready();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add a deal to Qualified" }).ClickAsync();
        await ada.GetByLabel("Deal", new() { Exact = true }).FillAsync("Typed by a person");
        var amount = ada.GetByLabel("Amount in EUR");

        await amount.FillAsync("48.000");
        await ada.GetByLabel("Deal", new() { Exact = true }).FocusAsync();
        await Expect(ada.GetByText("48.000 can be read in two ways. Type 48 or 48,000.")).ToBeVisibleAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Alert).Filter(new() { HasText = "two ways" })).ToBeVisibleAsync();
        await amount.FillAsync("4.711,98");
        await ada.GetByLabel("Deal", new() { Exact = true }).FocusAsync();
        await Expect(amount).ToHaveValueAsync("4,711.98");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" }).ClickAsync();

        await Expect(new Hand(ada).Card("Qualified", "Typed by a person")).ToContainTextAsync("EUR 4,711.98");
        (await Site.Ask(db => db.Deals.SingleAsync(deal => deal.Name == "Typed by a person"))).Amount.ShouldBe(4_711.98m);
    }

    [Fact]
    public async Task A_German_browser_reads_and_writes_as_Germans_do_until_the_profile_says_otherwise()
    {
        var deal = await Site.Ask(db => db.Deals.SingleAsync(row => row.Name == "Iris quality desk"));
        var path = $"/deals/{new RecordId(RecordKind.Deal, deal.Id)}";
        var ada = await SignIn("Ada Lovelace", path, locale: "de-DE");
        var amount = ada.GetByLabel("Amount", new() { Exact = true });

        await amount.FillAsync("48.000");
        await amount.PressAsync("Enter");
        await Saved(deal.Id, amount, 48_000m);
        await Expect(amount).ToHaveValueAsync("48.000");
        await amount.FillAsync("512,77");
        await amount.PressAsync("Enter");
        await Saved(deal.Id, amount, 512.77m);
        await Expect(amount).ToHaveValueAsync("512,77");
        await Go(ada, "/settings/profile");
        await Expect(ada.Locator("#profile-example")).ToContainTextAsync("1.234.567,89");
        await ada.GetByLabel("Numbers", new() { Exact = true }).SelectOptionAsync("point");
        await Expect(ada.Locator("#profile-example")).ToContainTextAsync("1,234,567.89");
        await Go(ada, path);

        await Expect(amount).ToHaveValueAsync("512.77");
    }

    // Who leaves before that finds it as a draft when they come back, as it was typed.
    private async Task Saved(long deal, ILocator field, decimal amount)
    {
        await TestPatience.Until(async () => await Site.Ask(db => db.Deals.Where(row => row.Id == deal).Select(row => row.Amount).SingleAsync()) == amount, $"{amount} to be saved");
        await Expect(field).Not.ToHaveAttributeAsync("data-unsaved", "");
    }
}
