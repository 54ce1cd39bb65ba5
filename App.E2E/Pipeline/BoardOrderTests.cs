using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

public sealed class BoardOrderTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_card_dropped_between_two_others_stays_there_for_everybody()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var mia = await SignIn("Mia Tanaka", "/pipeline?mine=1&owner=");
        var his = await new Hand(ada).Ready();
        var lane = his.Lane("Qualified");
        await Expect(lane.Locator("[data-deal]").Nth(2)).ToBeVisibleAsync();
        var before = await Names(lane);

        await his.DragOnto(lane.Locator("[data-deal]").Nth(2), lane.Locator("[data-deal]").Nth(0));

        string[] expected = [before[2], before[0], before[1], .. before[3..]];
        await Eventually(lane, expected);

        // The card is there before the answer; what is said aloud comes with it.
        await Expect(ada.GetByText("put elsewhere in Qualified")).ToBeAttachedAsync();
        await ada.ReloadAsync();
        await Eventually(lane, expected);
        await Go(mia, "/pipeline");
        await Expect(new Hand(mia).Lane("Qualified").Locator(".deal-open")).ToContainTextAsync(expected);
    }

    [Fact]
    public async Task Alt_and_an_arrow_moves_a_card_down_and_z_and_shift_z_undo_and_redo_it()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var lane = (await new Hand(ada).Ready()).Lane("Proposal");
        await Expect(lane.Locator("[data-deal]").Nth(1)).ToBeVisibleAsync();
        var before = await Names(lane);
        string[] swapped = [before[1], before[0], .. before[2..]];
        await lane.Locator(".deal-open").First.FocusAsync();

        await ada.Keyboard.PressAsync("Alt+ArrowDown");
        await Eventually(lane, swapped);
        await ada.Keyboard.PressAsync("z");
        await Eventually(lane, before);
        await ada.Keyboard.PressAsync("Shift+Z");
        await Eventually(lane, swapped);
        await ada.Keyboard.PressAsync("z");
        await Eventually(lane, before);
    }

    [Fact]
    public async Task Selected_cards_are_dragged_together_and_come_back_together()
    {
        var ben = await SignIn("Ben Okafor", "/pipeline");
        var his = await new Hand(ben).Ready();
        var from = his.Lane("Qualified");
        await Expect(from.Locator("[data-deal]").Nth(1)).ToBeVisibleAsync();
        var names = await Names(from);
        await from.Locator("[data-deal]").Nth(0).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await from.Locator("[data-deal]").Nth(1).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(ben.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("2 deals, EUR");
        await Axe.Check(ben);

        await his.Lift(from.Locator("[data-deal]").Nth(0));
        await Expect(ben.Locator(".deal-many")).ToHaveTextAsync("2");
        await his.Over("Negotiation");
        await ben.Mouse.UpAsync();

        await Expect(his.Card("Negotiation", names[0])).ToBeVisibleAsync();
        await Expect(his.Card("Negotiation", names[1])).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Eventually(from, names);
    }

    [Fact]
    public async Task Keys_select_and_the_bar_gives_the_cards_to_somebody_else()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline?q=Acme");
        var lane = (await new Hand(mia).Ready()).Lane("Qualified");
        await lane.Locator(".deal-open").First.FocusAsync();
        await mia.Keyboard.PressAsync("x");

        await mia.GetByRole(AriaRole.Toolbar).GetByText("Assign to").ClickAsync();
        await mia.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "Mia Tanaka" }).ClickAsync();

        await Expect(lane.Locator("[data-deal]").First.GetByLabel("Mia Tanaka")).ToBeVisibleAsync();
        await mia.Keyboard.PressAsync("z");
        await Expect(lane.Locator("[data-deal]").First.GetByLabel("Ada Lovelace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Cards_are_grouped_by_owner_and_folded()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        await mia.GetByText("Display", new() { Exact = true }).ClickAsync();
        await mia.GetByLabel("Group the cards").SelectOptionAsync("Owner");
        var hers = new Hand(mia);
        var head = hers.Lane("Proposal").GetByRole(AriaRole.Button, new() { NameString = "Ada Lovelace" });
        await Expect(head).ToHaveAttributeAsync("aria-expanded", "true");
        await Axe.Check(mia);

        await head.ClickAsync();

        await Expect(hers.Card("Proposal", "Acme renewal")).ToHaveCountAsync(0);
        await Expect(mia).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("group=Owner"));
    }

    [Fact]
    public async Task A_view_is_saved_shared_and_seen_by_the_colleague()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Over 14 days" }).ClickAsync();
        await mia.GetByRole(AriaRole.Button, new() { Name = "Save as" }).ClickAsync();
        await mia.GetByLabel("Name", new() { Exact = true }).FillAsync("Slow ones");
        await mia.GetByLabel("Who has it").SelectOptionAsync(new SelectOptionValue { Label = "Everybody in North" });
        await Axe.Check(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await Expect(mia.GetByRole(AriaRole.Link, new() { Name = "Slow ones" })).ToHaveAttributeAsync("aria-current", "page");

        var ada = await SignIn("Ada Lovelace", "/pipeline");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Slow ones" }).ClickAsync();

        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Over 14 days" })).ToHaveAttributeAsync("aria-pressed", "true");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Mine" }).ClickAsync();
        await Expect(ada.Locator(".view-dot")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_view_that_was_deleted_by_mistake_is_brought_back()
    {
        var view = await Site.Send("Tess Novak", new SaveView(SavedView.Board, "Precious", "q=granite"));
        await Site.Send("Tess Novak", new ChooseDefaultView(SavedView.Board, view));
        var tess = await SignIn("Tess Novak", "/pipeline");
        await tess.GetByRole(AriaRole.Button, new() { Name = "Edit the view Precious" }).ClickAsync();

        await tess.GetByRole(AriaRole.Button, new() { Name = "Delete view" }).ClickAsync();
        await Expect(tess.GetByRole(AriaRole.Link, new() { Name = "Precious" })).ToHaveCountAsync(0);
        await tess.Locator(".toast", new() { HasText = "The view Precious is deleted." }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(tess.GetByRole(AriaRole.Link, new() { Name = "Precious" })).ToBeVisibleAsync();
        (await Site.Send("Tess Novak", new ListViews(SavedView.Board))).ShouldContain(row => row.Name == "Precious" && row.Query == "q=granite" && row.IsDefault);
    }

    [Fact]
    public async Task A_drag_ends_when_the_connection_is_lost_and_the_card_can_be_dragged_again()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline?q=Fjord");
        var his = await new Hand(ada).Ready();
        var name = (await Names(his.Lane("Qualified")))[0];
        var card = his.Card("Qualified", name);
        await his.Lift(card);
        await his.Over("Negotiation");

        await ada.EvaluateAsync("Blazor._internal.forceCloseConnection()");

        await Expect(ada.Locator(".is-ghost")).ToHaveCountAsync(0);
        await Expect(card).Not.ToHaveAttributeAsync("data-lifted", "");
        await ada.Mouse.UpAsync();
        await Expect(ada.Locator("#components-reconnect-modal")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("components-reconnect-(show|failed|rejected)"));

        await his.Drag(card, "Negotiation");
        await Expect(his.Card("Negotiation", name)).ToBeVisibleAsync();
    }

    private static async Task<string[]> Names(ILocator lane) => [.. await lane.Locator(".deal-open").AllInnerTextsAsync()];

    private static Task Eventually(ILocator lane, string[] names) => Expect(lane.Locator(".deal-open")).ToHaveTextAsync(names);
}
