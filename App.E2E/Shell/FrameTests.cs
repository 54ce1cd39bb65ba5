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
    public async Task What_was_typed_is_offered_back_when_the_page_was_lost()
    {
        var page = await SignIn("Mia Tanaka", "/accounts?new=1");
        await page.GetByLabel("Website").FillAsync("lost.example");
        await page.ReloadAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();

        await Expect(page.GetByLabel("Website")).ToHaveValueAsync("lost.example");
    }

    [Fact]
    public async Task A_lost_connection_is_told_with_what_is_safe()
    {
        var page = await SignIn("Mia Tanaka", "/accounts");
        await page.EvaluateAsync("document.getElementById('components-reconnect-modal').className = 'reconnect components-reconnect-show'");

        await Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
        await Expect(page.GetByText("What is saved is safe and what you typed stays")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        var page = await SignIn("Mia Tanaka", "/accounts");
        var answer = await page.GotoAsync(Site.Address + "/nowhere");

        answer!.Status.ShouldBe(404);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing at this address" })).ToBeVisibleAsync();
        await Axe.Check(page);
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
        await page.RouteAsync($"**/{script}.razor.js*", async route =>
        {
            asked.TrySetResult();
            await arrives.Task.Soon("the test to let the script through");
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
