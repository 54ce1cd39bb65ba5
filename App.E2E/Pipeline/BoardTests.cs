using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CrmLive.Pipeline;

public sealed class BoardTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_card_dragged_in_one_browser_moves_in_the_other_and_the_sums_agree()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        await Assertions.Expect(Card(Lane(mia, "Qualified"), "Acme second plant")).ToBeVisibleAsync();

        await Drag(ada, Card(Lane(ada, "Qualified"), "Acme second plant"), Lane(ada, "Proposal"));

        await Assertions.Expect(Card(Lane(ada, "Proposal"), "Acme second plant")).ToBeVisibleAsync();
        await Assertions.Expect(Card(Lane(mia, "Proposal"), "Acme second plant")).ToBeVisibleAsync();
        await Assertions.Expect(Card(Lane(mia, "Qualified"), "Acme second plant")).ToHaveCountAsync(0);
        var sum = await Site.Ask(db => db.Deals.Where(deal => db.Stages.Any(stage => stage.Id == deal.StageId && stage.Name == "Proposal")).CountAsync());
        await Assertions.Expect(Lane(mia, "Proposal").Locator(".lane-count")).ToHaveTextAsync($"{sum}");
    }

    [Fact]
    public async Task The_other_sees_who_looks_and_who_drags()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        await Assertions.Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToBeVisibleAsync();
        var box = (await Card(Lane(ada, "Negotiation"), "Borealis cold chain").BoundingBoxAsync())!;

        await ada.Mouse.MoveAsync(box.X + 60, box.Y + 40);
        await ada.Mouse.DownAsync();
        await ada.Mouse.MoveAsync(box.X + 90, box.Y + 60, new MouseMoveOptions { Steps = 4 });

        await Assertions.Expect(Card(mia, "Borealis cold chain")).ToContainTextAsync("Ada is moving this");
        await ada.Keyboard.PressAsync("Escape");
        await ada.Mouse.UpAsync();
        await Assertions.Expect(Card(mia, "Borealis cold chain")).Not.ToContainTextAsync("Ada is moving this");
        await ada.Context.CloseAsync();
        await Assertions.Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keys_move_a_card_and_z_takes_it_back()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        await Card(Lane(ada, "Qualified"), "Iris quality desk").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Iris quality desk" }).FocusAsync();

        await ada.Keyboard.PressAsync("Shift+ArrowRight");

        var moved = Card(Lane(ada, "Proposal"), "Iris quality desk");
        await Assertions.Expect(moved.Locator(".deal-open")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("z");
        await Assertions.Expect(Card(Lane(ada, "Qualified"), "Iris quality desk")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task E_opens_the_panel_with_the_cursor_in_its_first_field()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        await Assertions.Expect(ada.Locator(".board[data-ready]")).ToBeAttachedAsync();
        await Card(ada, "Iris quality desk").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Iris quality desk" }).FocusAsync();

        await ada.Keyboard.PressAsync("e");

        var name = ada.GetByRole(AriaRole.Complementary).GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true });
        await Assertions.Expect(name).ToBeFocusedAsync();
        await Assertions.Expect(name).ToHaveValueAsync("Iris quality desk");
    }

    [Fact]
    public async Task A_refused_move_goes_back_and_says_why_at_the_card()
    {
        var viewer = await SignIn("Vic Moreau", "/pipeline");

        await Drag(viewer, Card(Lane(viewer, "Qualified"), "Cobalt dispatch"), Lane(viewer, "Negotiation"));

        var card = Card(Lane(viewer, "Qualified"), "Cobalt dispatch");
        await Assertions.Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not grant opportunity.update");
    }

    [Fact]
    public async Task A_lost_deal_is_asked_for_its_reason_where_it_was_dropped_and_undone_from_the_toast()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");

        await Drag(ada, Card(Lane(ada, "Qualified"), "Fjord Wind pilot"), Lane(ada, "Lost this month"));
        await ada.GetByLabel("Why was it lost?").FillAsync("Chose another supplier");
        await ada.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Move to Lost" }).ClickAsync();

        await Assertions.Expect(Card(Lane(ada, "Lost this month"), "Fjord Wind pilot")).ToBeVisibleAsync();
        await ada.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo" }).Last.ClickAsync();
        await Assertions.Expect(Card(Lane(ada, "Qualified"), "Fjord Wind pilot")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_finger_that_rests_drags_a_card()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline", Screen.Phone);
        var card = Card(Lane(ada, "Qualified"), "Borealis service desk");
        var box = (await card.BoundingBoxAsync())!;
        await using var finger = await Finger.Of(ada);

        await finger.Down(box.X + 60, box.Y + 40);
        await Assertions.Expect(ada.Locator(".is-ghost")).ToBeVisibleAsync();
        await finger.Move(box.X + 120, box.Y + 50);
        await finger.Move(385, box.Y + 50);
        await Assertions.Expect(Lane(ada, "Proposal")).ToHaveAttributeAsync("data-landing", "");
        await finger.Up();

        await Assertions.Expect(Card(Lane(ada, "Proposal"), "Borealis service desk")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_deal_is_added_in_a_column_and_opened_in_the_panel()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");

        await Lane(ada, "Proposal").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add a deal to Proposal" }).ClickAsync();
        await ada.GetByLabel("Deal", new PageGetByLabelOptions { Exact = true }).FillAsync("Harbour spa");
        await ada.GetByLabel("Amount in EUR").FillAsync("4200");
        await ada.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add deal" }).ClickAsync();
        await Card(Lane(ada, "Proposal"), "Harbour spa").ClickAsync();

        await Assertions.Expect(ada.GetByRole(AriaRole.Complementary).GetByLabel("Amount")).ToHaveValueAsync("4,200");
        await Axe.Check(ada);
        await ada.Keyboard.PressAsync("Escape");
        await Assertions.Expect(ada.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_filter_narrows_cards_and_sums_and_stands_in_the_address()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");

        await mia.GetByLabel("Filter deals, accounts, owners").FillAsync("granite");

        await Assertions.Expect(mia.Locator("[data-deal]")).ToHaveCountAsync(2);
        await Assertions.Expect(mia).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=granite"));
    }

    [Theory]
    [InlineData("/pipeline", false)]
    [InlineData("/pipeline", true)]
    [InlineData("/deals", false)]
    [InlineData("/deals", true)]
    public async Task Pages_have_no_serious_fault_and_fit_a_phone(string path, bool isDark)
    {
        var desk = await SignIn("Mia Tanaka", path, isDark ? Screen.Desk.Dark : Screen.Desk);
        await Assertions.Expect(desk.GetByText("Acme renewal").First).ToBeVisibleAsync();
        await Axe.Check(desk);
        var phone = await SignIn("Mia Tanaka", path, isDark ? Screen.Phone.Dark : Screen.Phone);
        await Assertions.Expect(phone.Locator("[data-deal], .cell-name").First).ToBeVisibleAsync();
        await FitsTheScreen(phone);
    }

    [Fact]
    public async Task The_page_of_a_deal_moves_it_and_tells_its_way()
    {
        var mia = await SignIn("Mia Tanaka", "/deals?q=Delta%20patient");
        await mia.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Delta patient desk" }).ClickAsync();

        await mia.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Negotiation" }).ClickAsync();

        await Assertions.Expect(mia.Locator(".way li").First).ToContainTextAsync("Proposal");
        await Assertions.Expect(mia.Locator(".way li").First).ToContainTextAsync("Mia Tanaka");
        await Axe.Check(mia);
    }

    private static ILocator Lane(IPage page, string stage) =>
        page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = stage, Exact = true });

    private static ILocator Card(ILocator lane, string deal) => lane.Locator("[data-deal]", new LocatorLocatorOptions { HasText = deal });

    private static ILocator Card(IPage page, string deal) => page.Locator("[data-deal]", new PageLocatorOptions { HasText = deal });

    private static async Task Drag(IPage page, ILocator card, ILocator lane)
    {
        await card.ScrollIntoViewIfNeededAsync();
        var from = (await card.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + 60, from.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 75, from.Y + 45, new MouseMoveOptions { Steps = 3 });
        await lane.EvaluateAsync("lane => lane.scrollIntoView({ inline: 'nearest' })");
        var to = (await lane.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(to.X + (to.Width / 2), to.Y + 150, new MouseMoveOptions { Steps = 8 });
        await Assertions.Expect(lane).ToHaveAttributeAsync("data-landing", "");
        await page.Mouse.UpAsync();
    }
}
