using CrmLive.Support;
using Microsoft.Playwright;

namespace CrmLive.Pipeline;

public sealed class BoardOrderTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_card_dropped_between_two_others_stays_there_for_everybody()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var mia = await SignIn("Mia Tanaka", "/pipeline?mine=1&owner=");
        var lane = Lane(ada, "Qualified");
        await Assertions.Expect(lane.Locator("[data-deal]").Nth(2)).ToBeVisibleAsync();
        var before = await Names(lane);

        await DragOnto(ada, lane.Locator("[data-deal]").Nth(2), lane.Locator("[data-deal]").Nth(0));

        string[] expected = [before[2], before[0], before[1], .. before[3..]];
        await Eventually(lane, expected);

        // The card is there before the answer; what is said aloud comes with it.
        await Assertions.Expect(ada.GetByText("put elsewhere in Qualified")).ToBeAttachedAsync();
        await ada.ReloadAsync();
        await Eventually(Lane(ada, "Qualified"), expected);
        await Go(mia, "/pipeline");
        await Assertions.Expect(Lane(mia, "Qualified").Locator("[data-deal]").Filter(new LocatorFilterOptions { HasText = before[2] })).ToBeVisibleAsync();
        (await Names(Lane(mia, "Qualified"))).Where(expected.Contains).ShouldBe(expected);
    }

    [Fact]
    public async Task Alt_and_an_arrow_moves_a_card_down_and_z_and_shift_z_undo_and_redo_it()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var lane = Lane(ada, "Proposal");
        await Assertions.Expect(lane.Locator("[data-deal]").Nth(1)).ToBeVisibleAsync();
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
        var (from, to) = (Lane(ben, "Qualified"), Lane(ben, "Negotiation"));
        await Assertions.Expect(from.Locator("[data-deal]").Nth(1)).ToBeVisibleAsync();
        var names = await Names(from);
        await from.Locator("[data-deal]").Nth(0).ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Control] });
        await from.Locator("[data-deal]").Nth(1).ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(ben.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("2 deals, EUR");
        await Axe.Check(ben);

        var card = from.Locator("[data-deal]").Nth(0);
        await Lift(ben, card);
        await Assertions.Expect(ben.Locator(".deal-many")).ToHaveTextAsync("2");
        await Over(ben, to);
        await ben.Mouse.UpAsync();

        await Assertions.Expect(to.Locator("[data-deal]", new LocatorLocatorOptions { HasText = names[0] })).ToBeVisibleAsync();
        await Assertions.Expect(to.Locator("[data-deal]", new LocatorLocatorOptions { HasText = names[1] })).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo" }).Last.ClickAsync();
        await Eventually(from, names);
    }

    [Fact]
    public async Task Keys_select_and_the_bar_gives_the_cards_to_somebody_else()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline?q=Acme");
        await Assertions.Expect(Lane(mia, "Qualified").Locator("[data-deal]").First).ToBeVisibleAsync();
        await Lane(mia, "Qualified").Locator(".deal-open").First.FocusAsync();
        await mia.Keyboard.PressAsync("x");

        await mia.GetByLabel("Give the selected deals to").SelectOptionAsync(new SelectOptionValue { Label = "Mia Tanaka" });

        await Assertions.Expect(Lane(mia, "Qualified").Locator("[data-deal]").First.GetByLabel("Mia Tanaka")).ToBeVisibleAsync();
        await mia.Keyboard.PressAsync("z");
        await Assertions.Expect(Lane(mia, "Qualified").Locator("[data-deal]").First.GetByLabel("Ada Lovelace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Cards_are_grouped_by_owner_and_folded()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        await mia.GetByLabel("Group the cards").SelectOptionAsync("Owner");
        var head = Lane(mia, "Proposal").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameString = "Ada Lovelace" });
        await Assertions.Expect(head).ToHaveAttributeAsync("aria-expanded", "true");
        await Axe.Check(mia);

        await head.ClickAsync();

        await Assertions.Expect(Lane(mia, "Proposal").Locator("[data-deal]", new LocatorLocatorOptions { HasText = "Acme renewal" })).ToHaveCountAsync(0);
        await Assertions.Expect(mia).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("group=Owner"));
    }

    [Fact]
    public async Task A_view_is_saved_shared_and_seen_by_the_colleague()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        await mia.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Over 14 days" }).ClickAsync();
        await mia.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save as" }).ClickAsync();
        await mia.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Slow ones");
        await mia.GetByLabel("Who has it").SelectOptionAsync(new SelectOptionValue { Label = "Everybody in North" });
        await Axe.Check(mia);
        await mia.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save view" }).ClickAsync();
        await Assertions.Expect(mia.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Slow ones" })).ToHaveAttributeAsync("aria-current", "page");

        var ada = await SignIn("Ada Lovelace", "/pipeline");
        await ada.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Slow ones" }).ClickAsync();

        await Assertions.Expect(ada.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Over 14 days" })).ToHaveAttributeAsync("aria-pressed", "true");
        await ada.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Mine" }).ClickAsync();
        await Assertions.Expect(ada.Locator(".view-dot")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_drag_ends_when_the_connection_is_lost_and_the_card_can_be_dragged_again()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline?q=Fjord");
        await Assertions.Expect(ada.Locator(".board[data-ready]")).ToBeAttachedAsync();
        var (home, away) = (Lane(ada, "Qualified"), Lane(ada, "Negotiation"));
        var name = (await Names(home))[0];
        var card = home.Locator("[data-deal]", new LocatorLocatorOptions { HasText = name });
        await Lift(ada, card);
        await Over(ada, away);

        await ada.EvaluateAsync("Blazor._internal.forceCloseConnection()");

        await Assertions.Expect(ada.Locator(".is-ghost")).ToHaveCountAsync(0);
        await Assertions.Expect(card).Not.ToHaveAttributeAsync("data-lifted", "");
        await ada.Mouse.UpAsync();
        await Assertions.Expect(ada.Locator("#components-reconnect-modal")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("components-reconnect-(show|failed|rejected)"));

        await Lift(ada, card);
        await Over(ada, away);
        await ada.Mouse.UpAsync();
        await Assertions.Expect(away.Locator("[data-deal]", new LocatorLocatorOptions { HasText = name })).ToBeVisibleAsync();
    }

    private static ILocator Lane(IPage page, string stage) =>
        page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = stage, Exact = true });

    private static async Task<string[]> Names(ILocator lane) => [.. await lane.Locator(".deal-open").AllInnerTextsAsync()];

    private static Task Eventually(ILocator lane, string[] names) => Assertions.Expect(lane.Locator(".deal-open")).ToHaveTextAsync(names);

    private static async Task Lift(IPage page, ILocator card)
    {
        var box = (await card.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 60, box.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 75, box.Y + 45, new MouseMoveOptions { Steps = 3 });
    }

    private static async Task Over(IPage page, ILocator lane)
    {
        var box = (await lane.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 150, new MouseMoveOptions { Steps = 8 });
        await Assertions.Expect(lane).ToHaveAttributeAsync("data-landing", "");
    }

    // Lets go a little above the middle of the other card, so that it lands before it.
    private static async Task DragOnto(IPage page, ILocator card, ILocator other)
    {
        await Lift(page, card);
        var box = (await other.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 70, box.Y + 10, new MouseMoveOptions { Steps = 8 });
        await Assertions.Expect(page.Locator(".deal-slot")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
    }
}
