using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Shell.Neighbours;
using CrmLive.Support;
using Microsoft.Playwright;

namespace CrmLive.Live;

/// <summary>People close tabs and are signed out: neither is a fault of the program, so neither is one in its log.</summary>
public sealed class CircuitNoiseTests(Site site) : BrowserTest(site)
{
    private static readonly string[] Paths = ["/pipeline", "/deals", "/accounts", "/settings/profile", "/pipeline-insights", "/contacts"];

    [Fact]
    public async Task Twelve_pages_that_are_signed_out_at_once_leave_no_error_in_the_log()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var pages = new List<IPage> { ada };
        while (pages.Count < 12)
        {
            pages.Add(await Open(ada, Paths[pages.Count % Paths.Length]));
            await pages[^1].Locator("#content").WaitForAsync();
        }

        await Site.Send("Root Admin", new EndSessionsOf(await Site.UserId("Ada Lovelace")));

        await Task.WhenAll(pages.Select(page => page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync()));
        await AllGone("Ada Lovelace");
        Errors().ShouldBeEmpty();
    }

    [Fact]
    public async Task Tabs_that_are_closed_while_they_load_leave_no_error_in_the_log()
    {
        var ben = await SignIn("Ben Okafor", "/settings/profile");
        foreach (var path in Paths)
        {
            // At once, when the frame is there, and when the page is.
            await (await Open(ben, path)).CloseAsync();
            var framed = await Open(ben, path);
            await framed.Locator("#content").WaitForAsync();
            await framed.CloseAsync();
            var loaded = await Open(ben, path);
            await loaded.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
            await loaded.CloseAsync(new() { RunBeforeUnload = true });
        }

        await ben.CloseAsync();
        await AllGone("Ben Okafor");
        Errors().ShouldBeEmpty();
    }

    private async Task<IPage> Open(IPage beside, string path)
    {
        var page = await beside.Context.NewPageAsync();
        await page.GotoAsync(Site.Address + path, new() { WaitUntil = WaitUntilState.Commit });
        return page;
    }

    // The server has heard of it when it counts no tab any more.
    private async Task AllGone(string person)
    {
        var caller = new Caller(Site.TenantId, await Site.UserId(person), null, new Origin("page"));
        await TestPatience.Until(() => Site.Get<NeighbourLimits>().Tabs.Of(caller) == 0, $"the server to hear that all tabs of {person} are gone");
    }

    private IEnumerable<string> Errors() => Site.Log.Where(line => line.Contains("xception", StringComparison.Ordinal));
}
