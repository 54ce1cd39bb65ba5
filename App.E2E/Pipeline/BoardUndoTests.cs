using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Z takes back what was done last, wherever on the board it was done, and says what that was.</summary>
public sealed class BoardUndoTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task What_was_done_in_the_panel_is_taken_back_before_what_was_done_before_it()
    {
        var (_, ada, his) = await Open("In the panel", "Moved first", "Panel deal");
        await his.Press("Moved first", "Shift+ArrowRight");
        await Expect(his.Card("Second", "Moved first")).ToBeVisibleAsync();
        await his.Card("Panel deal").ClickAsync();
        var panel = ada.GetByRole(AriaRole.Complementary);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Third" }).ClickAsync();
        await Expect(his.Card("Third", "Panel deal")).ToBeVisibleAsync();
        await panel.GetByLabel("Next step").FillAsync("Send the offer");
        await panel.GetByLabel("Next step").PressAsync("Enter");
        await Expect(his.Card("Third", "Panel deal")).ToContainTextAsync("Next: Send the offer");

        await his.Press("Panel deal", "z");
        await Expect(Message(ada, "Panel deal changed: taken back")).ToBeVisibleAsync();
        await Expect(his.Card("Third", "Panel deal")).ToContainTextAsync("No next step");
        await his.Press("Panel deal", "z");
        await Expect(Message(ada, "Panel deal moved to Third: taken back")).ToBeVisibleAsync();
        await Expect(his.Card("First", "Panel deal")).ToBeVisibleAsync();
        await his.Press("Panel deal", "z");
        await Expect(Message(ada, "Moved first moved to Second: taken back")).ToBeVisibleAsync();

        await Expect(his.Card("First", "Moved first")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_deal_that_was_added_and_one_that_was_deleted_are_taken_back_and_done_again()
    {
        var (_, ada, his) = await Open("Added", "Deleted deal");
        await his.Press("Deleted deal", "n");
        await ada.GetByLabel("Deal", new() { Exact = true }).FillAsync("Added deal");
        await ada.GetByLabel("Deal", new() { Exact = true }).PressAsync("Enter");
        await Expect(his.Card("First", "Added deal")).ToBeVisibleAsync();
        await his.Card("Deleted deal").ClickAsync();
        await ada.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Button, new() { Name = "Delete deal" }).ClickAsync();
        await Expect(his.Card("Deleted deal")).ToHaveCountAsync(0);

        await his.Press("Added deal", "z");
        await Expect(his.Card("First", "Deleted deal")).ToBeVisibleAsync();
        await his.Press("Deleted deal", "z");
        await Expect(his.Card("Added deal")).ToHaveCountAsync(0);
        await his.Press("Deleted deal", "Shift+Z");
        await Expect(his.Card("First", "Added deal")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Each_pipeline_takes_back_its_own_and_what_is_looked_for_goes_along()
    {
        var (way, ada, his) = await Open("From here", "Common deal");
        var other = await GuardedPipeline.Make(Site, "To there", _ => { });
        await other.Open(Site, "Ada Lovelace", "Common other");
        await Go(ada, $"{way.Path}?q=Common&sort=Name");
        await his.Ready();
        await his.Press("Common deal", "Shift+ArrowRight");
        await Expect(his.Card("Second", "Common deal")).ToBeVisibleAsync();

        await ada.GetByLabel("Pipeline", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "To there" });
        await Expect(his.Card("First", "Common other")).ToBeVisibleAsync();
        await Expect(ada).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"{other.Key}\\?q=Common&sort=Name"));
        await his.Press("Common other", "z");
        await his.Press("Common other", "Shift+ArrowRight");
        await Expect(his.Card("Second", "Common other")).ToBeVisibleAsync();
        await ada.GetByLabel("Pipeline", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "From here" });
        await Expect(his.Card("Second", "Common deal")).ToBeVisibleAsync();
        await his.Press("Common deal", "z");

        await Expect(his.Card("First", "Common deal")).ToBeVisibleAsync();
    }

    private static ILocator Message(IPage page, string text) => page.Locator(".toast", new() { HasText = text });

    private async Task<(GuardedPipeline Way, IPage Page, Hand Hand)> Open(string pipeline, params string[] deals)
    {
        var way = await GuardedPipeline.Make(Site, pipeline, _ => { });
        foreach (var deal in deals)
        {
            await way.Open(Site, "Ada Lovelace", deal);
        }

        var ada = await SignIn("Ada Lovelace", way.Path);
        return (way, ada, await new Hand(ada).Ready());
    }
}
