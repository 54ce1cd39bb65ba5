using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>What is typed is thrown away only by whom it belongs to.</summary>
public sealed class DraftTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_dialog_asks_before_it_throws_away_what_was_typed()
    {
        var page = await SignIn("Mia Tanaka", "/contacts");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Accounts", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New account" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "New account" });
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FillAsync("kept.example");
        Func<Task>[] ways =
        [
            () => page.Keyboard.PressAsync("Escape"),
            () => page.Mouse.ClickAsync(5, 5),
            () => dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync(),
            () => dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync(),
            () => page.EvaluateAsync("history.back()"),
        ];

        foreach (var leave in ways)
        {
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FocusAsync();
            await leave();
            await Expect(Question(page)).ToBeVisibleAsync();
            await Keep(page);
            await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Website" })).ToHaveValueAsync("kept.example");
        }

        await Axe.Check(page);
        await page.Keyboard.PressAsync("Escape");
        await ThrowAway(page);

        await Expect(dialog).ToHaveCountAsync(0);
        (await Kept(page)).ShouldBeNull();
    }

    [Fact]
    public async Task Where_nothing_is_typed_nothing_is_asked()
    {
        var page = await SignIn("Mia Tanaka", "/accounts?new=1");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FillAsync("x");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FillAsync("");

        await page.Keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("new="));
    }

    [Fact]
    public async Task A_field_that_is_edited_where_it_stands_asks_and_is_not_saved_by_the_question()
    {
        var path = await Kestrel();
        var page = await SignIn("Mia Tanaka", path);
        var field = page.GetByLabel("Industry");
        var before = await field.InputValueAsync();
        await field.FillAsync("Half a thought");

        await field.PressAsync("Escape");
        await Keep(page);
        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToHaveValueAsync("Half a thought");
        await field.PressAsync("Escape");
        await ThrowAway(page);

        await Expect(field).ToHaveValueAsync(before);
        (await Site.Ask(db => db.Accounts.SingleAsync(account => account.Name == "Kestrel Air"))).Industry.ShouldBe(before);
    }

    [Fact]
    public async Task What_was_typed_comes_back_after_a_reload_and_can_be_thrown_away()
    {
        var page = await SignIn("Mia Tanaka", "/accounts?new=1");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FillAsync("lost.example");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Website" })).ToHaveValueAsync("lost.example");
        await Expect(page.GetByText("You had typed this before the page was lost. It is not saved yet.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Not saved yet", new() { Exact = true }).First).ToBeVisibleAsync();

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Found again");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add account" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Found again");
        (await Site.Ask(db => db.Accounts.SingleAsync(account => account.Name == "Found again"))).Website.ShouldBe("lost.example");
        (await Kept(page)).ShouldBeNull();
    }

    [Fact]
    public async Task A_field_comes_back_after_a_reload_and_is_saved_by_its_person()
    {
        var page = await SignIn("Mia Tanaka", await Kestrel());
        await page.GetByLabel("Country").FillAsync("Norway");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Country")).ToHaveValueAsync("Norway");
        await Expect(page.GetByText("Not saved yet")).ToBeVisibleAsync();

        await page.GetByLabel("Country").PressAsync("Enter");

        await Expect(page.GetByText("Not saved yet")).ToHaveCountAsync(0);
        (await Site.Ask(db => db.Accounts.SingleAsync(account => account.Name == "Kestrel Air"))).Country.ShouldBe("Norway");
        (await Kept(page)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_typed_into_a_row_that_is_gone_with_the_page_comes_back_in_no_other_row()
    {
        var pipeline = await Site.Ask(db => db.Pipelines.OrderBy(one => one.Id).Select(one => one.Id).FirstAsync());
        var page = await SignIn("Root Admin", $"/settings/pipelines/{new RecordId(RecordKind.Pipeline, pipeline)}");
        page.Dialog += (_, question) => _ = question.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add stage" }).ClickAsync();
        await Expect(page.Locator(".stage-edit input:focus")).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync("Trial");
        await page.ReloadAsync();

        await Expect(page.GetByText("Kept from before")).ToBeVisibleAsync();
        (await page.Locator(".stage-edit-name input").EvaluateAllAsync<string[]>("fields => fields.map(field => field.value)")).ShouldNotContain("Trial");
    }

    [Fact]
    public async Task Nothing_is_left_for_the_next_person_at_the_same_tab()
    {
        var page = await SignIn("Mia Tanaka", "/accounts?new=1");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FillAsync("private.example");
        await Go(page, "/signout");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();

        (await Kept(page)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_closes_the_tab_is_asked_by_the_browser()
    {
        var page = await SignIn("Mia Tanaka", "/accounts?new=1");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FillAsync("open.example");

        (await page.EvaluateAsync<bool>("window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")).ShouldBeFalse();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Website" }).FillAsync("");
        (await page.EvaluateAsync<bool>("window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")).ShouldBeTrue();
    }

    private static ILocator Question(IPage page) => page.GetByRole(AriaRole.Dialog, new() { Name = "Throw away what you typed?" });

    private static Task Keep(IPage page) => Question(page).GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();

    private static Task ThrowAway(IPage page) => Question(page).GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();

    private static Task<string?> Kept(IPage page) => page.EvaluateAsync<string?>("sessionStorage.getItem('crm.drafts')");

    private async Task<string> Kestrel() =>
        $"/accounts/{new RecordId(RecordKind.Account, await Site.Ask(db => db.Accounts.Where(account => account.Name == "Kestrel Air").Select(account => account.Id).SingleAsync()))}";
}
