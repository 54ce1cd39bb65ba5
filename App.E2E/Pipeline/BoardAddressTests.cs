using System.Text.RegularExpressions;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>What the board shows stands in its address; what is chosen or followed changes no more of it than is meant.</summary>
public sealed class BoardAddressTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_rep_filters_by_any_owner_and_mine_is_one_of_them()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Mine" }).ClickAsync();
        await Expect(ada).ToHaveURLAsync(new Regex("mine=1"));
        await ada.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await Expect(Owner(ada)).ToHaveValueAsync($"{new RecordId(RecordKind.User, await Site.UserId("Ada Lovelace"))}");

        await Owner(ada).SelectOptionAsync(new SelectOptionValue { Label = "Mia Tanaka" });

        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Remove the filter Mia Tanaka" })).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Mine" })).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(ada).Not.ToHaveURLAsync(new Regex("mine="));
        await ada.GetByRole(AriaRole.Button, new() { Name = "Mine" }).ClickAsync();
        await Expect(ada).ToHaveURLAsync(new Regex("mine=1"));
        await Expect(ada).Not.ToHaveURLAsync(new Regex("owner="));
    }

    [Fact]
    public async Task The_view_that_a_board_opens_with_leaves_the_deal_of_a_link_open()
    {
        var view = await Site.Send("Ben Okafor", new SaveView(SavedView.Board, "By account", "group=Account"));
        await Site.Send("Ben Okafor", new ChooseDefaultView(SavedView.Board, view));
        var deal = await Site.Ask(db => db.Deals.SingleAsync(row => row.Name == "Delta patient desk"));
        var ben = await SignIn("Ben Okafor", $"/deals/{new RecordId(RecordKind.Deal, deal.Id)}");

        await ben.GetByRole(AriaRole.Link, new() { Name = "On the board" }).ClickAsync();

        await Expect(ben).ToHaveURLAsync(new Regex("group=Account"));
        await Expect(ben.GetByRole(AriaRole.Complementary, new() { Name = "Delta patient desk" })).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(ben).Not.ToHaveURLAsync(new Regex("group="));
        await Expect(ben.GetByRole(AriaRole.Complementary, new() { Name = "Delta patient desk" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_palette_begins_a_deal_on_the_board_that_is_open_as_often_as_it_is_asked()
    {
        var way = await GuardedPipeline.Make(Site, "Second way", _ => { });
        var ada = await SignIn("Ada Lovelace", $"{way.Path}?stale=1");
        await new Hand(ada).Ready();

        for (var time = 0; time < 2; time++)
        {
            await ada.Keyboard.PressAsync("Control+k");
            await Expect(ada.GetByRole(AriaRole.Combobox, new() { Name = "Search or type a command" })).ToBeFocusedAsync();
            await ada.Keyboard.TypeAsync("new deal");
            await Expect(ada.GetByRole(AriaRole.Option, new() { Name = "New deal" })).ToHaveAttributeAsync("aria-selected", "true");
            await ada.Keyboard.PressAsync("Enter");

            await Expect(ada.GetByRole(AriaRole.Form, new() { Name = "New deal in First" })).ToBeVisibleAsync();
            await Expect(ada).ToHaveURLAsync(new Regex($"{way.Path}.*stale=1"));
            await ada.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await Expect(ada.GetByRole(AriaRole.Form, new() { Name = "New deal in First" })).ToHaveCountAsync(0);
            await Expect(ada).Not.ToHaveURLAsync(new Regex("new="));
        }
    }

    [Fact]
    public async Task What_the_filter_takes_away_is_no_longer_selected()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var his = await new Hand(ada).Ready();
        await his.Press("Iris quality desk", "x");
        await Expect(ada.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("1 deal");

        await ada.GetByLabel("Filter deals, accounts, owners").FillAsync("borealis");

        await Expect(his.Card("Iris quality desk")).ToHaveCountAsync(0);
        await Expect(ada.GetByRole(AriaRole.Toolbar)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_search_that_was_begun_does_not_follow_to_the_next_page()
    {
        var ada = await SignIn("Ada Lovelace", "/deals");
        var visited = new List<string>();
        ada.FrameNavigated += (_, frame) => visited.Add(frame.Url);
        await Expect(ada.GetByRole(AriaRole.Link, new() { Name = "Acme renewal" })).ToBeVisibleAsync();

        await ada.GetByLabel("Search deals, accounts, owners").FillAsync("granite");
        await ada.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Accounts" }).EvaluateAsync("link => link.click()");
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Accounts" })).ToBeVisibleAsync();
        await ada.GetByLabel("Search accounts").FillAsync("acme");
        await Expect(ada).ToHaveURLAsync(new Regex("/accounts\\?.*q=acme"));

        visited.ShouldNotContain(address => address.Contains("/accounts?q=granite", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_figures_beside_the_board_follow_the_team_and_say_what_they_do_not_follow()
    {
        var team = await Site.Ask(db => db.Teams.SingleAsync(row => row.Name == "South"));
        var key = new RecordId(RecordKind.Team, team.Id);
        var mia = await SignIn("Mia Tanaka", $"/pipeline?insights=1&team={key}&q=a&stale=1");
        var figures = mia.GetByRole(AriaRole.Complementary, new() { Name = "Insights" });

        await Expect(figures).ToContainTextAsync("The figures follow the owner and the team of the filter, not the search, days in the stage.");
        await Expect(figures.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(" open$") })).ToHaveAttributeAsync("href", new Regex($"team={key}"));
        await figures.GetByRole(AriaRole.Link, new() { Name = "Open page" }).ClickAsync();
        await Expect(mia.GetByLabel("Team", new() { Exact = true })).ToHaveValueAsync($"{key}");
    }

    [Theory]
    [InlineData("/deals/opp_999999", "All deals", "/deals")]
    [InlineData("/accounts/acc_999999", "All accounts", "/accounts")]
    [InlineData("/pipeline/pl_999999", "First pipeline", "/pipeline")]
    public async Task Where_nothing_is_the_list_and_the_search_are_offered(string path, string list, string href)
    {
        var ada = await SignIn("Ada Lovelace", path);
        await Expect(ada.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { Name = list })).ToHaveAttributeAsync("href", href);

        await ada.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        await Expect(ada.GetByRole(AriaRole.Combobox, new() { Name = "Search or type a command" })).ToBeFocusedAsync();
    }

    private static ILocator Owner(IPage page) => page.GetByRole(AriaRole.Group, new() { Name = "More filters" }).GetByLabel("Owner");
}
