using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Several cards at once: by key and by finger, moved by a choice that is meant.</summary>
public sealed class BoardSelectionTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task The_lists_of_the_bar_are_walked_by_key_before_anything_moves()
    {
        var way = await GuardedPipeline.Make(Site, "Listed", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Listed deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Press("Listed deal", "x");
        var move = Bar(ada).GetByText("Move to");
        await move.FocusAsync();

        await ada.Keyboard.PressAsync("ArrowDown");
        await Expect(Stage(ada, "First")).ToBeFocusedAsync();
        await Axe.Check(ada);
        await ada.Keyboard.PressAsync("ArrowDown");
        await Expect(Stage(ada, "Second")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Escape");
        await Expect(move).ToBeFocusedAsync();
        await Expect(Bar(ada)).ToContainTextAsync("1 deal");
        (await Site.Send(new GetDeal(deal))).StageId.ShouldBe(way.Stages[0]);
        await ada.Keyboard.PressAsync("Enter");
        await ada.Keyboard.PressAsync("t");
        await Expect(Stage(ada, "Third")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Enter");

        await Expect(his.Card("Third", "Listed deal")).ToBeVisibleAsync();
        await Expect(Bar(ada)).ToHaveCountAsync(0);
        await Expect(his.Name("Listed deal")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_was_refused_can_be_tried_again()
    {
        var way = await GuardedPipeline.Make(Site, "Again", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        await way.Open(Site, "Ada Lovelace", "Refused deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Press("Refused deal", "x");

        for (var time = 0; time < 2; time++)
        {
            await Choose(ada, "Move to", "Third");
            await Expect(his.Refusal("First", "Refused deal")).ToBeVisibleAsync();
            await his.Refusal("First", "Refused deal").GetByRole(AriaRole.Button, new() { Name = "Close message" }).ClickAsync();
            await Expect(his.Refusal("First", "Refused deal")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task A_rep_gives_selected_deals_and_the_deal_of_a_card_to_a_colleague()
    {
        var way = await GuardedPipeline.Make(Site, "Given", _ => { });
        var (first, second) = (await way.Open(Site, "Ada Lovelace", "Given deal"), await way.Open(Site, "Ada Lovelace", "Edited deal"));
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Press("Given deal", "x");

        await Choose(ada, "Assign to", "Mia Tanaka");

        await Expect(ada.Locator(".toast")).ToContainTextAsync("1 deal given to Mia Tanaka");
        await his.Press("Edited deal", "q");
        await ada.Locator(".card-editor").GetByLabel("Owner").SelectOptionAsync(new SelectOptionValue { Label = "Mia Tanaka" });
        await ada.Locator(".card-editor").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(his.Card("Edited deal").GetByLabel("Mia Tanaka")).ToBeVisibleAsync();
        var mia = await Site.UserId("Mia Tanaka");
        (await Site.Ask(db => db.Deals.CountAsync(deal => (deal.Id == first || deal.Id == second) && deal.OwnerId == mia))).ShouldBe(2);
    }

    [Fact]
    public async Task All_deals_of_a_column_are_selected_also_those_that_nobody_has_scrolled_to()
    {
        const int Deals = 45;
        var way = await GuardedPipeline.Make(Site, "Long", _ => { });
        for (var deal = 0; deal < Deals; deal++)
        {
            await way.Open(Site, "Ada Lovelace", $"Long no. {deal:00}");
        }

        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();

        await his.Lane("First").GetByRole(AriaRole.Button, new() { Name = "Select all deals in First" }).ClickAsync();

        await Expect(Bar(ada)).ToContainTextAsync($"{Deals} deals");
        await Choose(ada, "Move to", "Second");
        await Expect(his.Count("Second")).ToHaveTextAsync($"{Deals}");
    }

    [Fact]
    public async Task Fingers_choose_cards_by_tapping_and_messages_stay_clear_of_the_bar()
    {
        var way = await GuardedPipeline.Make(Site, "Tapped", _ => { });
        foreach (var name in (string[])["One tapped", "Two tapped", "Three tapped"])
        {
            await way.Open(Site, "Ada Lovelace", name);
        }

        var ada = await SignIn("Ada Lovelace", way.Path, Screen.Phone);
        var his = await new Hand(ada).Ready();
        await ada.GetByText("Display", new() { Exact = true }).TapAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Select deals" }).TapAsync();
        await Expect(Bar(ada)).ToContainTextAsync("Choose deals");
        await his.Card("One tapped").TapAsync();
        await his.Card("Two tapped").TapAsync();
        await Expect(Bar(ada)).ToContainTextAsync("2 deals");
        await FitsTheScreen(ada);
        await Axe.Check(ada);
        await Expect(his.Lane("First").Locator(".lane-all")).ToHaveCSSAsync("opacity", "1");

        await Bar(ada).GetByText("Move to").TapAsync();
        await FitsTheScreen(ada);
        await Stage(ada, "Second").TapAsync();

        await Expect(ada.Locator(".toast")).ToContainTextAsync("2 deals moved to Second");
        await Expect(his.Card("Second", "Two tapped")).ToHaveCountAsync(1);
        await Expect(Bar(ada)).ToHaveCountAsync(0);
        await using var finger = await Finger.Of(ada);
        var box = (await his.Card("First", "Three tapped").BoundingBoxAsync())!;
        await finger.Down(box.X + 60, box.Y + 40);
        await Expect(ada.Locator(".is-ghost")).ToBeVisibleAsync();
        await finger.Up();
        await Expect(Bar(ada)).ToContainTextAsync("1 deal");
        await Expect(ada.Locator(".toasts")).ToHaveCSSAsync("top", "56px");
    }

    private static ILocator Bar(IPage page) => page.GetByRole(AriaRole.Toolbar, new() { Name = "Selected deals" });

    private static ILocator Stage(IPage page, string name) => Bar(page).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task Choose(IPage page, string list, string entry)
    {
        await Bar(page).GetByText(list).ClickAsync();
        await Stage(page, entry).ClickAsync();
    }
}
