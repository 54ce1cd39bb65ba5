using CrmLive.Support;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>A connection that is cut, and a page that the server gives up meanwhile: what is typed comes back, or its person is told.</summary>
public sealed class LostPageTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task What_is_typed_before_and_while_the_connection_is_cut_is_there_and_heard_when_it_is_back()
    {
        GiveUpAfter(TimeSpan.FromMinutes(3));
        var (page, connection) = await Open("/accounts?new=1");
        await Website(page).FillAsync("before.example");
        await connection.Cut();
        await Expect(Strip(page)).ToContainTextAsync("Connection lost.");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Typed without a wire");
        await Expect(page.GetByText("Not saved yet").First).ToBeVisibleAsync();

        connection.Mend();
        await Expect(Strip(page)).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add account" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Typed without a wire");
        (await Site.Ask(db => db.Accounts.SingleAsync(account => account.Name == "Typed without a wire"))).Website.ShouldBe("before.example");
    }

    [Fact]
    public async Task What_is_typed_in_a_page_that_is_given_up_stays_in_sight_and_comes_back_with_the_reload()
    {
        GiveUpAfter(TimeSpan.Zero);
        var (page, connection) = await Open("/accounts?new=1");
        await Website(page).FillAsync("given-up.example");
        await connection.Cut();
        await Expect(Strip(page)).ToContainTextAsync("Connection lost.");

        connection.Mend();
        await Expect(Strip(page)).ToContainTextAsync("The server has given this page up.", new() { UseInnerText = true });
        await Expect(Website(page)).ToHaveValueAsync("given-up.example");
        await Strip(page).GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();

        await Expect(Strip(page)).ToBeHiddenAsync();
        await Expect(Website(page)).ToHaveValueAsync("given-up.example");
        await Expect(page.GetByText("You had typed this before the page was lost. It is not saved yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_is_given_up_with_nothing_typed_in_it_comes_back_by_itself()
    {
        GiveUpAfter(TimeSpan.Zero);
        var (page, connection) = await Open("/settings/profile");
        await page.EvaluateAsync("document.documentElement.dataset.former = ''");
        await connection.Cut();
        await Expect(Strip(page)).ToContainTextAsync("Connection lost.");

        connection.Mend();

        await Expect(page.Locator("html[data-former]")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mia Tanaka" })).ToBeVisibleAsync();
        await Expect(Strip(page)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_page_at_rest_is_loaded_anew_with_what_was_typed_in_it()
    {
        var (page, _) = await Open("/accounts?new=1");
        await Website(page).FillAsync("rested.example");
        await page.EvaluateAsync("document.getElementById('components-reconnect-modal').className = 'reconnect components-reconnect-paused'");

        await Strip(page).GetByRole(AriaRole.Button, new() { Name = "Try now" }).ClickAsync();

        await Expect(Strip(page)).ToBeHiddenAsync();
        await Expect(Website(page)).ToHaveValueAsync("rested.example");
        await Expect(page.GetByText("You had typed this before the page was lost. It is not saved yet.")).ToBeVisibleAsync();
    }

    private static ILocator Strip(IPage page) => page.Locator(".reconnect");

    private static ILocator Website(IPage page) => page.GetByLabel("Website");

    private void GiveUpAfter(TimeSpan time) => Site.Get<IOptions<CircuitOptions>>().Value.DisconnectedCircuitRetentionPeriod = time;

    private async Task<(IPage Page, HeldConnection Connection)> Open(string path)
    {
        var page = await SignIn("Mia Tanaka", "/settings/profile");
        var connection = await HeldConnection.Of(page);
        await Go(page, path);
        await page.Locator("#content").WaitForAsync();
        return (page, connection);
    }
}
