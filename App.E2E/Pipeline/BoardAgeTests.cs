using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>A board that nobody closes in the evening.</summary>
public sealed class BoardAgeTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Cards_grow_older_while_a_board_stays_open()
    {
        var way = await GuardedPipeline.Make(Site, "Overnight", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Thirteen days");
        var since = Site.Clock.GetUtcNow().AddDays(-14).AddMinutes(30);
        await Site.Ask(db => db.Deals.Where(row => row.Id == deal).ExecuteUpdateAsync(set => set.SetProperty(row => row.StageSince, since)));
        var (ada, mia) = (await SignIn("Ada Lovelace", way.Path), await SignIn("Mia Tanaka", $"{way.Path}?stale=1"));
        var (his, hers) = (await new Hand(ada).Ready(), await new Hand(mia).Ready());
        await Expect(his.Card("First", "Thirteen days").Locator(".deal-age")).ToHaveTextAsync("13 d");
        await Expect(hers.Count("First")).ToHaveTextAsync("0");

        Site.Clock.Leap(TimeSpan.FromMinutes(61));

        await Expect(his.Card("First", "Thirteen days").Locator(".deal-age")).ToHaveTextAsync("14 d");
        await Expect(hers.Card("First", "Thirteen days")).ToBeVisibleAsync();
        await Expect(hers.Count("First")).ToHaveTextAsync("1");
    }
}
