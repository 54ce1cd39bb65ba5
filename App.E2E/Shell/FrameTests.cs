using System.Text.RegularExpressions;
using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

public sealed partial class FrameTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task The_palette_finds_a_record_in_spite_of_a_slip_and_opens_it_by_keyboard()
    {
        var page = await SignIn("Mia Tanaka", "/accounts");
        await Opened(page, "Control+k");

        await page.Keyboard.TypeAsync("granit bakn");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Granite Bank");
        await Opened(page, "/");
        await Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Granite Bank");
    }

    [Fact]
    public async Task The_help_gives_the_focus_back_to_where_it_was_asked_for()
    {
        var page = await SignIn("Ada Lovelace", "/pipeline");
        await Expect(page.Locator(".board[data-ready]")).ToBeAttachedAsync();
        await page.Locator(".deal-open").First.FocusAsync();

        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.Locator(".deal-open").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_palette_starts_actions_and_walks_with_the_arrows()
    {
        var page = await SignIn("Mia Tanaka", "/contacts");
        await Opened(page, "Control+k");
        await page.Keyboard.TypeAsync("new acc");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "New account" })).ToHaveAttributeAsync("aria-selected", "true");
        await Axe.Check(page);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "New account" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await Opened(page, "Control+k");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByRole(AriaRole.Option).Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.GetByRole(AriaRole.Option).First).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task The_palette_takes_each_letter_however_slow_the_connection_is_and_the_board_none()
    {
        var (page, connection) = await AtBoard();

        connection.Hold();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("granit bakn");
        await Expect(page.Locator("dialog.palette input")).ToHaveValueAsync("granit bakn");
        connection.Release();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Granite Bank");
    }

    [Fact]
    public async Task What_is_typed_while_a_form_is_on_its_way_stands_in_it()
    {
        var (page, connection) = await AtBoard();

        connection.Hold();
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Next quest, e x");
        connection.Release();

        await Expect(page.GetByLabel("Deal", new() { Exact = true })).ToHaveValueAsync("Next quest, e x");
        await Expect(page.Locator(".card-editor, dialog[open], .selection")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_viewer_is_offered_no_action_that_changes()
    {
        var page = await SignIn("Vic Moreau", "/accounts");
        await Opened(page, "Control+k");

        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "Accounts" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "New account" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Theme_and_density_are_remembered_for_the_person_in_every_browser()
    {
        var page = await SignIn("Sam Rivera", "/accounts");
        await page.GetByLabel("My menu").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compact" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-density", "compact");

        var other = await SignIn("Sam Rivera", "/accounts");
        await Expect(other.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(other.Locator("html")).ToHaveAttributeAsync("data-density", "compact");
    }

    [Fact]
    public async Task A_question_mark_shows_the_keys_and_g_leads_on()
    {
        var page = await SignIn("Mia Tanaka", "/accounts");
        await Expect(page.Locator("html[data-keys]")).ToBeAttachedAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await Axe.Check(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await page.Keyboard.TypeAsync("gc");

        await Expect(page).ToHaveURLAsync(Contacts());
    }

    [Fact]
    public async Task A_lost_connection_is_told_in_each_of_its_states_with_what_is_safe_also_over_a_dialog()
    {
        var page = await SignIn("Mia Tanaka", "/accounts?new=1");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        foreach (var (state, text, button) in ((string, string, string?)[])
        [
            ("show", "Connection lost. What is saved is safe and what you typed stays on this page.", null),
            ("retrying", "Connection lost. What is saved is safe and what you typed stays on this page.", null),
            ("failed", "Still no connection. What you typed stays on this page.", "Try now"),
            ("paused", "This page is at rest. The server has put it aside. What you typed stays on this page", "Try now"),
            ("rejected", "The server has given this page up. What is saved is safe.", "Reload"),
            ("resume-failed", "The server has given this page up. What is saved is safe.", "Reload"),
        ])
        {
            await page.EvaluateAsync("state => document.getElementById('components-reconnect-modal').className = `reconnect components-reconnect-${state}`", state);
            await Expect(page.Locator(".reconnect p:visible")).ToHaveCountAsync(1);
            await Expect(page.Locator(".reconnect")).ToContainTextAsync(text, new() { UseInnerText = true });
            await Expect(page.Locator(".reconnect").GetByRole(AriaRole.Button)).ToHaveTextAsync(button is null ? [] : [button]);
        }

        await page.EvaluateAsync("document.getElementById('components-reconnect-modal').className = 'reconnect components-reconnect-hide'");
        await Expect(page.Locator(".reconnect")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        var page = await SignIn("Mia Tanaka", "/accounts");
        var answer = await page.GotoAsync(Site.Address + "/nowhere");

        answer!.Status.ShouldBe(404);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing at this address" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_record_that_does_not_exist_says_so_in_its_page()
    {
        var page = await SignIn("Mia Tanaka", "/accounts/acc_999999999");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("acc_999999999 does not exist");
    }

    [Theory]
    [InlineData("Pipeline", "BoardPage")]
    [InlineData("Deals", "ExportMenu")]
    public async Task Who_leaves_a_page_before_its_script_has_come_sees_the_next_one(string place, string script)
    {
        var page = await SignIn("Mia Tanaka", "/settings/profile");
        var (asked, arrives) = (new TaskCompletionSource(), new TaskCompletionSource());

        // Not in the handler: there stands the context of whichever test started the browser.
        var through = arrives.Task.Soon("the test to let the script through");
        await page.RouteAsync($"**/{script}.razor.js*", async route =>
        {
            asked.TrySetResult();
            await through;
            await route.ContinueAsync();
        });
        await Place(page, place).ClickAsync();
        await asked.Task.Soon("the page to ask for its script");
        await Place(page, "Products").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Products");

        await page.RunAndWaitForResponseAsync(() => Task.FromResult(arrives.TrySetResult()), answer => answer.Url.Contains(script, StringComparison.Ordinal));

        // What is found comes behind all that the script could have done.
        await Opened(page, "Control+k");
        await page.Keyboard.TypeAsync("granite");
        await Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Granite");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Products");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    private async Task<(IPage Page, HeldConnection Connection)> AtBoard()
    {
        var page = await SignIn("Ada Lovelace", "/settings/profile");
        var connection = await HeldConnection.Of(page);
        await Go(page, "/pipeline");
        await new Pipeline.Hand(page).Ready();
        await page.Locator(".deal-open").First.FocusAsync();
        return (page, connection);
    }

    private static ILocator Place(IPage page, string name) => page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private static async Task Opened(IPage page, string key)
    {
        await Expect(page.Locator("html[data-keys]")).ToBeAttachedAsync();
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync(key);
        await Expect(page.Locator("dialog.palette input")).ToBeFocusedAsync();
    }

    [GeneratedRegex("/contacts$")]
    private static partial Regex Contacts();
}
