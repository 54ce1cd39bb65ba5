using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Live;

/// <summary>A page that cannot be read again for a while.</summary>
public sealed class OldPictureTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_board_keeps_what_it_shows_and_what_is_typed_and_goes_on_by_itself()
    {
        var way = await GuardedPipeline.Make(Site, "Unreadable", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Kept in sight");
        var seen = await Site.Send("Mia Tanaka", new GetDeal(deal));
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add a deal to First" }).ClickAsync();
        await ada.GetByLabel("Deal", new() { Exact = true }).FillAsync("Half typed");

        // What deals were worth at their transitions is needed for their risk, and not for changing them.
        await Site.Execute("revoke select on stage_changes from crm_app");
        await Site.Send("Mia Tanaka", new EditDeal(deal, seen.Fields() with { Amount = 7_000m }, seen.Version));

        var strip = ada.GetByText("This may be out of date.");
        await Expect(strip).ToBeVisibleAsync();
        await Expect(his.Card("First", "Kept in sight")).ToContainTextAsync("EUR 1,000");
        await Axe.Check(ada);
        await Site.Execute("grant select on stage_changes to crm_app");
        Site.Clock.Leap(TimeSpan.FromMinutes(1));

        await Expect(his.Card("First", "Kept in sight")).ToContainTextAsync("EUR 7,000");
        await Expect(strip).ToHaveCountAsync(0);
        await Expect(ada.GetByLabel("Deal", new() { Exact = true })).ToHaveValueAsync("Half typed");
    }
}
