using CrmLive.Access;
using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Operations;

public sealed class AuditPageTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Is_searched_and_taken_away_safe_for_a_spreadsheet_and_that_is_noted_too()
    {
        await Site.Send("Ben Okafor", new RenameMe("=1+1"));
        await Site.Send("=1+1", new RenameMe("Ben Okafor"));
        var page = await SignIn("Root Admin", "/audit");
        await page.GetByLabel("Who").FillAsync("=1+1");
        await page.GetByLabel("What", new() { Exact = true }).FillAsync("RenameMe");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(page.Locator(".audit-list > li")).ToHaveCountAsync(1);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());

        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain(",\"'=1+1\",RenameMe,done,");
        await Go(page, "/audit?what=ExportAudit");
        await Expect(page.Locator(".audit-list > li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".audit-reason")).ToContainTextAsync("what=RenameMe");
    }
}
