using System.Text.RegularExpressions;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

public sealed class DealPageTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Contacts_get_roles_a_primary_one_and_are_taken_back_with_undo()
    {
        var ada = await SignIn("Ada Lovelace", await Path("Fjord help desk", "contacts"));
        await Choose(ada, "Add a contact", "Nils", "Nils Aas");
        await ada.GetByLabel("Role", Exact).SelectOptionAsync("Champion");
        await Button(ada, "Add contact").ClickAsync();

        await ada.GetByLabel("Role of Nils Aas").SelectOptionAsync("DecisionMaker");
        await ada.GetByLabel("Role of Nils Aas").PressAsync("Enter");
        await Button(ada, "Make Nils Aas the primary contact").ClickAsync();
        await Expect(Row(ada, "Nils Aas")).ToContainTextAsync("Primary");
        await Expect(ada.Locator("tbody tr").First).ToContainTextAsync("Nils Aas");
        await Button(ada, "Remove Nils Aas from this deal").ClickAsync();
        await Expect(Row(ada, "Nils Aas")).ToHaveCountAsync(0);
        await Button(ada, "Undo").Last.ClickAsync();

        await Expect(Row(ada, "Nils Aas")).ToContainTextAsync("Primary");
        await Expect(ada.GetByLabel("Role of Nils Aas")).ToHaveValueAsync("DecisionMaker");
    }

    [Fact]
    public async Task Products_make_the_amount_in_the_other_browser_too()
    {
        var path = await Path("Acme second plant", "products");
        var (ada, mia) = (await SignIn("Ada Lovelace", path), await SignIn("Mia Tanaka", path, Screen.Phone));
        await Choose(ada, "Add a product", "Desk Team", "Desk Team");
        await Button(ada, "Add product").ClickAsync();
        await Expect(Row(mia, "Desk Team")).ToBeVisibleAsync();

        await ada.GetByLabel("Amount follows products").CheckAsync();
        await ada.GetByLabel("Quantity of Desk Team").FillAsync("3");
        await ada.GetByLabel("Quantity of Desk Team").PressAsync("Enter");

        await Expect(mia.GetByText("EUR 19,500").First).ToBeVisibleAsync();
        await Expect(mia.GetByText("sum of products", new() { Exact = true })).ToBeVisibleAsync();
        await FitsTheScreen(mia);
    }

    [Fact]
    public async Task An_estimate_shows_who_and_why_and_can_be_given_up()
    {
        var ada = await SignIn("Ada Lovelace", await Path("Borealis cold chain"));
        await Button(ada, "Estimate the probability yourself").ClickAsync();
        await ada.GetByLabel("Probability in percent").FillAsync("35");
        await Button(ada, "Save estimate").ClickAsync();
        await Expect(ada.GetByText("The reason is missing")).ToBeVisibleAsync();
        await ada.GetByLabel("Why?").FillAsync("Their budget was cut");
        await ada.GetByLabel("Why?").PressAsync("Enter");

        await Expect(ada.GetByText("Their budget was cut")).ToContainTextAsync("Instead of the stage's 80 %: Ada Lovelace");
        await Button(ada, "Use the stage's").ClickAsync();
        await Expect(ada.GetByText("Their budget was cut")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Arrow_keys_go_through_the_life_of_a_deal_change_by_change()
    {
        var ada = await SignIn("Ada Lovelace", await Path("Acme renewal"), Screen.Phone);
        await Button(ada, "As of").ClickAsync();
        var slider = ada.GetByRole(AriaRole.Slider, new() { Name = "Change" });
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "Now");
        await FitsTheScreen(ada);

        await slider.PressAsync("Home");

        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", new Regex("created$"));
        await Expect(ada).ToHaveURLAsync(new Regex("asof="));
        await Expect(ada.GetByText("now Proposal")).ToBeVisibleAsync();
        await Expect(ada.Locator(".inline-field", new() { HasText = "In stage" }).Locator(".inline-value")).ToHaveTextAsync("now");
        await slider.PressAsync("End");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "Now");
        await Expect(ada).Not.ToHaveURLAsync(new Regex("asof="));
    }

    [Fact]
    public async Task The_slider_goes_evenly_by_time_and_its_address_shows_others_the_same()
    {
        var ada = await SignIn("Ada Lovelace", await Path("Acme renewal"));
        await Button(ada, "As of").ClickAsync();
        await Button(ada, "Evenly by time").PressAsync("Space");
        var slider = ada.GetByRole(AriaRole.Slider, new() { Name = "Time" });
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "Now");

        await slider.PressAsync("Home");
        await slider.PressAsync("ArrowRight");
        await slider.PressAsync("ArrowRight");

        await Expect(slider).ToHaveValueAsync("2");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", new Regex("created$"));
        await Expect(ada.GetByText("now Proposal")).ToBeVisibleAsync();
        await Expect(ada).ToHaveURLAsync(new Regex("(?=.*asof=)(?=.*steps=time)"));
        var mia = await SignIn("Mia Tanaka", new Uri(ada.Url).PathAndQuery, Screen.Phone);
        var hers = mia.GetByRole(AriaRole.Slider, new() { Name = "Time" });
        await Expect(hers).ToHaveAttributeAsync("aria-valuetext", (await slider.GetAttributeAsync("aria-valuetext"))!);
        await Expect(hers).ToHaveValueAsync("2");
        await FitsTheScreen(mia);
        await Button(mia, "Evenly by time").ClickAsync();
        await Expect(mia.GetByRole(AriaRole.Slider, new() { Name = "Change" })).ToHaveValueAsync("0");
    }

    [Fact]
    public async Task A_removed_product_comes_back_with_the_price_that_was_agreed()
    {
        var ada = await SignIn("Ada Lovelace", await Path("Iris lab service", "products"));
        await Choose(ada, "Add a product", "Desk Team", "Desk Team");
        await ada.GetByLabel("Unit price in EUR").FillAsync("1234");
        await Button(ada, "Add product").ClickAsync();
        await Expect(ada.GetByLabel("Unit price of Desk Team")).ToHaveValueAsync("1,234");
        await Button(ada, "Remove Desk Team from this deal").ClickAsync();
        await Expect(Row(ada, "Desk Team")).ToHaveCountAsync(0);

        await Button(ada, "Undo").Last.ClickAsync();

        await Expect(ada.GetByLabel("Unit price of Desk Team")).ToHaveValueAsync("1,234");
    }

    [Fact]
    public async Task Who_chooses_an_owner_before_an_old_picture_learns_who_owns_it_now()
    {
        var deal = (await Site.Ask(db => db.Deals.SingleAsync(row => row.Name == "Kestrel ground crew"))).Id;
        var mia = await SignIn("Mia Tanaka");
        var connection = await HeldConnection.Of(mia);
        await Go(mia, await Path("Kestrel ground crew"));
        await Button(mia, "Change owner").ClickAsync();
        var choice = mia.Locator(".picker-list").GetByRole(AriaRole.Option, new() { Name = "Mia Tanaka" });
        await Expect(choice).ToBeVisibleAsync();
        connection.Hold();
        await Site.Send("Root Admin", new AssignDeal(deal, await Site.UserId("Ben Okafor")));

        await choice.ClickAsync();
        connection.Release();

        await Expect(mia.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Ben Okafor has owned this deal since" })).ToBeVisibleAsync();
        (await Site.Ask(db => db.Deals.Where(row => row.Id == deal).Select(row => row.OwnerId).SingleAsync())).ShouldBe(await Site.UserId("Ben Okafor"));
    }

    [Fact]
    public async Task Whoever_sees_a_deal_sees_the_exception_that_is_asked_for_it()
    {
        var way = await GuardedPipeline.Make(Site, "Watched", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await way.Open(Site, "Ada Lovelace", "Watched deal");
        await Site.Send("Ada Lovelace", new AskForException(deal, way.Stages[2], "They signed"));

        var viewer = await SignIn("Vic Moreau", $"/deals/{new RecordId(RecordKind.Deal, deal)}");

        var request = viewer.GetByRole(AriaRole.Main).GetByRole(AriaRole.Group, new() { Name = "Exception for Watched deal" });
        await Expect(request).ToContainTextAsync("Ada Lovelace asks to move this from First to Third");
        await Expect(request.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Amount_and_day_say_their_unit_and_are_edited_where_they_stand()
    {
        var way = await GuardedPipeline.Make(Site, "Dated", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Dated deal");
        var ada = await SignIn("Ada Lovelace", $"/deals/{new RecordId(RecordKind.Deal, deal)}", Screen.Phone);
        await Expect(ada.Locator(".inline-unit")).ToHaveTextAsync("EUR");
        await ada.GetByLabel("Expected close").FillAsync("2031-03-31");
        await ada.GetByLabel("Expected close").PressAsync("Enter");
        await ada.GetByLabel("Amount", Exact).FillAsync("1,250.5");
        await ada.GetByLabel("Amount", Exact).PressAsync("Enter");

        await Expect(ada.GetByLabel("Amount", Exact)).ToHaveValueAsync("1,250.5");
        await FitsTheScreen(ada);
        var viewer = await SignIn("Vic Moreau", new Uri(ada.Url).PathAndQuery);
        await Expect(viewer.GetByText("31 Mar 2031").First).ToBeVisibleAsync();
        await Expect(viewer.GetByText("EUR 1,250.5").First).ToBeVisibleAsync();
    }

    private static PageGetByLabelOptions Exact { get; } = new() { Exact = true };

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    private static ILocator Row(IPage page, string text) => page.Locator("tbody tr").Filter(new() { HasText = text });

    private static async Task Choose(IPage page, string picker, string typed, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = picker }).PressSequentiallyAsync(typed);
        await page.Locator(".picker-list").GetByRole(AriaRole.Option, new() { Name = option }).ClickAsync();
    }

    private async Task<string> Path(string deal, string? tab = null) =>
        $"/deals/{new RecordId(RecordKind.Deal, (await Site.Ask(db => db.Deals.SingleAsync(row => row.Name == deal))).Id)}{(tab is null ? "" : $"?tab={tab}")}";
}
