using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

public sealed class BoardExportTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task The_board_is_taken_away_as_it_is_shown_by_keyboard()
    {
        var page = await SignIn("Mia Tanaka", "/pipeline?q=fjord&group=Account");
        await Expect(page.Locator(".board[data-ready]")).ToBeAttachedAsync();
        var shown = await page.Locator(".board .deal").CountAsync();
        shown.ShouldBeGreaterThan(0);
        await page.Locator("summary", new() { HasText = "Export" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Axe.Check(page);

        await page.Keyboard.PressAsync("Tab");
        var csv = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));

        csv.SuggestedFilename.ShouldBe("board.csv");
        var lines = await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(shown + 1);
        lines[0].ShouldContain("stage,group,id,name");
        lines.Skip(1).ShouldAllBe(line => line.Contains("Fjord"));
        (await Site.Ask(db => db.AuditEntries.CountAsync(entry => entry.Action == nameof(ExportDeals)))).ShouldBe(1);
    }

    [Fact]
    public async Task The_menu_fits_a_phone()
    {
        var page = await SignIn("Mia Tanaka", "/pipeline", Screen.Phone);
        await Expect(page.Locator(".board[data-ready]")).ToBeAttachedAsync();

        await page.Locator("summary", new() { HasText = "Export" }).TapAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Excel" })).ToBeInViewportAsync();
        await FitsTheScreen(page);
    }
}
