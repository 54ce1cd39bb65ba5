using System.IO.Compression;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

public sealed class InsightsPageTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Another_period_shows_other_figures_and_stands_in_the_address()
    {
        var page = await SignIn("Mia Tanaka", "/pipeline-insights");
        await Expect(Value(page, "Won")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("[0-9]+"));
        var won = int.Parse(await Value(page, "Won").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

        await page.GetByLabel("Period").SelectOptionAsync("Last 24 months");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("period=24-months"));
        await page.GetByLabel("Period").SelectOptionAsync("From … to …");
        var day = DateTimeOffset.UtcNow.AddDays(-40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await page.GetByLabel("From").FillAsync(day);

        await Expect(Value(page, "Won")).ToHaveTextAsync($"{won - 3}");
        await page.ReloadAsync();
        await Expect(Value(page, "Won")).ToHaveTextAsync($"{won - 3}");
        await Expect(page.GetByLabel("From")).ToHaveValueAsync(day);
    }

    // That each of them has as many behind it FigureLinkTests proves without a browser.
    [Fact]
    public async Task A_number_opens_as_many_deals()
    {
        var page = await SignIn("Mia Tanaka", "/pipeline-insights");
        var count = await Value(page, "Won").TextContentAsync();

        await Value(page, "Won").ClickAsync();

        await Expect(page.Locator(".page-bar-note")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex($"^{count}( ·|$)"));
        await Expect(page.Locator("tbody tr:has(td.cell-name)")).ToHaveCountAsync(int.Parse(count!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Marks_of_the_pictures_are_reached_by_keyboard_and_lead_to_their_deals()
    {
        var page = await SignIn("Mia Tanaka", "/pipeline-insights");
        var step = page.GetByRole(AriaRole.Link, new() { NameRegex = new System.Text.RegularExpressions.Regex("^Proposal") });
        await step.FocusAsync();
        await Expect(step).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reached Proposal" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.Locator(".picture").Nth(0).GetByText("Show as table").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Conversion" })).ToBeVisibleAsync();
        await Axe.Check(page);
    }

    [Fact]
    public async Task The_sidebar_follows_a_move_of_somebody_else()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Insights", Exact = true }).ClickAsync();
        await Expect(mia).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("insights=1"));
        var won = int.Parse((await Value(mia, "Won").TextContentAsync())!, System.Globalization.CultureInfo.InvariantCulture);

        var (deal, stage) = await Site.Ask(async db => (
            await db.Deals.Where(one => one.Name == "Granite branches").Select(one => one.Id).SingleAsync(),
            await db.Stages.Where(one => one.Name == "Won").Select(one => one.Id).SingleAsync()));
        await Site.Send("Ben Okafor", new MoveDeal(deal, stage));

        await Expect(Value(mia, "Won")).ToHaveTextAsync($"{won + 1}");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Close insights" }).ClickAsync();
        await Expect(mia.Locator(".board-figures")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_does_not_see_amounts_gets_counts()
    {
        var page = await SignIn("Sam Rivera", "/pipeline-insights");

        await Expect(Value(page, "Won")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("main, #content").First).Not.ToContainTextAsync("EUR");
    }

    [Fact]
    public async Task A_list_is_taken_away_as_it_is_shown()
    {
        var page = await SignIn("Mia Tanaka", "/deals?outcome=open&q=fjord");
        await Expect(page.Locator(".page-bar-note")).ToContainTextAsync("3");
        await page.Locator("summary", new() { HasText = "Export" }).ClickAsync();

        var csv = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        await page.Locator("summary", new() { HasText = "Export" }).ClickAsync();
        var xlsx = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel" }).ClickAsync());

        csv.SuggestedFilename.ShouldBe("deals.csv");
        var lines = await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(4);
        lines[1].ShouldContain("Fjord field rollout");
        xlsx.SuggestedFilename.ShouldBe("deals.xlsx");
        using var zip = await ZipFile.OpenReadAsync(await xlsx.PathAsync(), TestContext.Current.CancellationToken);
        zip.Entries.Select(entry => entry.FullName).ShouldContain("xl/worksheets/sheet1.xml");
        (await Site.Ask(db => db.AuditEntries.CountAsync(entry => entry.Action == nameof(ExportDeals)))).ShouldBe(2);
    }

    private static ILocator Value(IPage page, string figure) =>
        page.Locator(".figure", new() { Has = page.Locator($".figure-label:text-is('{figure}')") }).Locator(".figure-value");
}
