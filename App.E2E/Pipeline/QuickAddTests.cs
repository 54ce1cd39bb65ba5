using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>A new deal, from wherever somebody comes.</summary>
public sealed class QuickAddTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task The_page_of_an_account_begins_a_deal_for_it()
    {
        var account = await Site.Ask(db => db.Accounts.SingleAsync(row => row.Name == "Kestrel Air"));
        var ada = await SignIn("Ada Lovelace", $"/accounts/{new RecordId(RecordKind.Account, account.Id)}");

        await ada.GetByRole(AriaRole.Link, new() { Name = "New deal" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Combobox, new() { Name = "Account" })).ToHaveValueAsync("Kestrel Air");
        await ada.GetByLabel("Deal", new() { Exact = true }).FillAsync("Kestrel second hangar");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" }).ClickAsync();

        await Expect(new Hand(ada).Card("Qualified", "Kestrel second hangar")).ToContainTextAsync("Kestrel Air");
    }

    [Fact]
    public async Task The_page_of_a_contact_begins_a_deal_with_them_and_their_account()
    {
        var contact = await Site.Ask(db => db.Contacts.SingleAsync(row => row.LastName == "Vogel"));
        var ada = await SignIn("Ada Lovelace", $"/contacts/{new RecordId(RecordKind.Contact, contact.Id)}");

        await ada.GetByRole(AriaRole.Link, new() { Name = "New deal" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Combobox, new() { Name = "Contact" })).ToHaveValueAsync("Greta Vogel");
        await Expect(ada.GetByRole(AriaRole.Combobox, new() { Name = "Account" })).ToHaveValueAsync("Acme GmbH");
        await ada.GetByLabel("Deal", new() { Exact = true }).FillAsync("Greta's own line");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" }).ClickAsync();

        await Expect(new Hand(ada).Card("Qualified", "Greta's own line")).ToContainTextAsync("Acme GmbH");
        await Expect(ada).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("contact="));
        (await Site.Ask(db => db.Deals.SingleAsync(deal => deal.Name == "Greta's own line"))).ContactId.ShouldBe(contact.Id);
    }

    [Fact]
    public async Task A_form_in_a_column_half_out_of_sight_comes_into_sight()
    {
        var way = await GuardedPipeline.Make(Site, "Half", _ => { });
        var ada = await SignIn("Ada Lovelace", way.Path, new Screen(700, 800));
        await new Hand(ada).Ready();

        // As by keyboard; a click of Playwright's own would scroll first.
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add a deal to Second" }).EvaluateAsync("button => button.click()");

        await Expect(ada.GetByLabel("Deal", new() { Exact = true })).ToBeFocusedAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" })).ToBeInViewportAsync(new() { Ratio = 1 });
    }
}
