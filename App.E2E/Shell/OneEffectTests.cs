using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

public sealed class OneEffectTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_double_click_makes_one_record()
    {
        var page = await SignIn("Mia Tanaka", "/accounts?new=1");
        await page.GetByLabel("Name", Exact).FillAsync("Double Dock");

        await Button(page, "Add account").DblClickAsync();

        await Expect(Title(page)).ToHaveTextAsync("Double Dock");
        (await Site.Ask(db => db.Accounts.CountAsync(account => account.Name == "Double Dock"))).ShouldBe(1);
    }

    [Fact]
    public async Task Z_takes_an_edit_of_a_page_back_and_Shift_Z_does_it_again()
    {
        var account = await Site.Ask(db => db.Accounts.SingleAsync(row => row.Name == "Iris Optics"));
        var page = await SignIn("Mia Tanaka", $"/accounts/{new RecordId(RecordKind.Account, account.Id)}");
        await page.GetByLabel("Website").FillAsync("optics.example");
        await page.GetByLabel("Website").PressAsync("Enter");
        await Expect(page.GetByText("Iris Optics changed.")).ToBeVisibleAsync();

        await Title(page).ClickAsync();
        await page.Keyboard.PressAsync("z");
        await Expect(page.GetByLabel("Website")).ToHaveValueAsync(account.Website ?? "");
        await page.Keyboard.PressAsync("Shift+Z");

        await Expect(page.GetByLabel("Website")).ToHaveValueAsync("optics.example");
    }

    [Fact]
    public async Task A_secret_is_left_by_Done_only()
    {
        var page = await SignIn("Root Admin", "/settings/teams");
        await page.GetByRole(AriaRole.Link, new() { Name = "API keys" }).First.ClickAsync();
        await Button(page, "New key").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("account.read", new() { Exact = true }).CheckAsync();
        await Button(page, "Make key").ClickAsync();
        await Expect(dialog.GetByLabel("Key of Root Admin")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.ClickAsync(5, 5);
        await page.EvaluateAsync("history.back()");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("cannot be shown again");
        await Expect(dialog.GetByLabel("Key of Root Admin")).ToBeVisibleAsync();

        await Button(page, "Done").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    private static PageGetByLabelOptions Exact => new() { Exact = true };

    private static ILocator Title(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
