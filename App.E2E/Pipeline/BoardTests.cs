using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

public sealed class BoardTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_card_dragged_in_one_browser_moves_in_the_other_and_the_sums_agree()
    {
        var (ada, mia) = (await SignIn("Ada Lovelace", "/pipeline"), await SignIn("Mia Tanaka", "/pipeline"));
        var (his, hers) = (await new Hand(ada).Ready(), await new Hand(mia).Ready());
        await Expect(hers.Card("Qualified", "Acme second plant")).ToBeVisibleAsync();

        await his.Drag("Acme second plant", "Proposal");

        await Expect(ada.Locator(".toast")).ToContainTextAsync("Acme second plant moved to Proposal");
        await Expect(his.Card("Proposal", "Acme second plant")).ToBeVisibleAsync();
        await Expect(hers.Card("Proposal", "Acme second plant")).ToBeVisibleAsync();
        await Expect(hers.Card("Qualified", "Acme second plant")).ToHaveCountAsync(0);
        var sum = await Site.Ask(db => db.Deals.Where(deal => db.Stages.Any(stage => stage.Id == deal.StageId && stage.Name == "Proposal")).CountAsync());
        await Expect(hers.Count("Proposal")).ToHaveTextAsync($"{sum}");
    }

    [Fact]
    public async Task The_other_sees_who_looks_and_who_drags()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var (hers, his) = (await new Hand(mia).Ready(), await new Hand(ada).Ready());
        await Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToBeVisibleAsync();

        await his.Lift("Borealis cold chain");

        await Expect(hers.Card("Borealis cold chain")).ToContainTextAsync("Ada is moving this");
        await ada.Keyboard.PressAsync("Escape");
        await ada.Mouse.UpAsync();
        await Expect(hers.Card("Borealis cold chain")).Not.ToContainTextAsync("Ada is moving this");
        await Chromium.Close(ada);
        await Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keys_move_a_card_and_z_takes_it_back()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var his = await new Hand(ada).Ready();

        await his.Press("Iris quality desk", "Shift+ArrowRight");

        await Expect(his.Card("Proposal", "Iris quality desk").Locator(".deal-open")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("z");
        await Expect(his.Card("Qualified", "Iris quality desk")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task E_opens_the_panel_with_the_cursor_in_its_first_field()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var his = await new Hand(ada).Ready();

        await his.Press("Iris quality desk", "e");

        var name = ada.GetByRole(AriaRole.Complementary).GetByLabel("Name", new() { Exact = true });
        await Expect(name).ToBeFocusedAsync();
        await Expect(name).ToHaveValueAsync("Iris quality desk");
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_no_move_and_told_why_in_words()
    {
        var way = await GuardedPipeline.Make(Site, "Looked at", _ => { });
        await way.Open(Site, "Ada Lovelace", "Seen deal");
        var viewer = await SignIn("Vic Moreau", way.Path);
        var hand = await new Hand(viewer).Ready();
        await hand.Card("Seen deal").HoverAsync();
        await Expect(hand.Card("Seen deal").GetByRole(AriaRole.Button, new() { Name = "Edit here" })).ToHaveCountAsync(0);
        await Expect(hand.Lane("Second").Locator(".lane-empty")).ToHaveTextAsync("No deals here yet.");

        var box = (await hand.Card("Seen deal").BoundingBoxAsync())!;
        await viewer.Mouse.DownAsync();
        await viewer.Mouse.MoveAsync(box.X + 400, box.Y + 60, new() { Steps = 5 });
        await Expect(viewer.Locator(".is-ghost")).ToHaveCountAsync(0);
        await viewer.Mouse.UpAsync();
        await Expect(viewer.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
        await hand.Press("Seen deal", "Shift+ArrowRight");

        await Expect(viewer.Locator(".toast")).ToContainTextAsync("Your role does not let you move or change deals. Ask an administrator.");
        await Expect(hand.Card("First", "Seen deal")).ToBeVisibleAsync();
        await viewer.Keyboard.PressAsync("x");
        await Expect(viewer.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("1 deal, EUR 1k");
        await Expect(viewer.GetByRole(AriaRole.Toolbar).GetByText("Move to")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_rep_has_the_pencil_on_their_own_cards_only()
    {
        var way = await GuardedPipeline.Make(Site, "Pencils", _ => { });
        await way.Open(Site, "Ada Lovelace", "Own deal");
        await way.Open(Site, "Mia Tanaka", "Foreign deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();

        await Expect(Pencil(his, "Own deal")).ToBeVisibleAsync();
        await Expect(Pencil(his, "Foreign deal")).ToBeHiddenAsync();
        await his.Press("Foreign deal", "q");
        await Expect(his.Refusal("First", "Foreign deal")).ToContainTextAsync("your role does not let you change it. Ask its owner or a manager.");
        await Expect(ada.Locator(".card-editor")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_card_let_go_of_beside_the_board_or_over_a_panel_stays()
    {
        var way = await GuardedPipeline.Make(Site, "Let go", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Held deal");
        var ada = await SignIn("Ada Lovelace", $"{way.Path}?deal={new RecordId(RecordKind.Deal, deal)}");
        var his = await new Hand(ada).Ready();
        await Expect(ada.GetByRole(AriaRole.Complementary, new() { Name = "Held deal" })).ToBeVisibleAsync();

        foreach (var (x, y) in ((float X, float Y)[])[(100, 400), (700, 20), (1_300, 500)])
        {
            await his.Lift("Held deal");
            await his.Over("Second");
            await ada.Mouse.MoveAsync(x, y, new() { Steps = 4 });
            await Expect(ada.Locator(".lane[data-landing]")).ToHaveCountAsync(0);
            await his.Drop();
            await his.Settled();
        }

        await Expect(his.Card("First", "Held deal")).ToBeVisibleAsync();
        await his.Drag("Held deal", "Second");
        await Expect(ada.Locator(".toast")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Held deal moved to Second"));
        (await Site.Send(new ListStageChanges(deal))).Rows.Count(change => change.From is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_deal_is_asked_for_its_reason_where_it_was_dropped_and_undone_from_the_toast()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var his = await new Hand(ada).Ready();

        await his.Drag("Fjord Wind pilot", "Lost this month");
        await ada.GetByLabel("Why was it lost?").FillAsync("Chose another supplier");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Move to Lost" }).ClickAsync();

        await Expect(his.Card("Lost this month", "Fjord Wind pilot")).ToBeVisibleAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Expect(his.Card("Qualified", "Fjord Wind pilot")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_finger_that_rests_drags_a_card()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline", Screen.Phone);
        var his = await new Hand(ada).Ready();
        var card = his.Card("Qualified", "Borealis service desk");
        await card.ScrollIntoViewIfNeededAsync();
        var box = (await card.BoundingBoxAsync())!;
        await using var finger = await Finger.Of(ada);

        await finger.Down(box.X + 60, box.Y + 40);
        await Expect(ada.Locator(".is-ghost")).ToBeVisibleAsync();
        await finger.Move(box.X + 120, box.Y + 50);
        await finger.Move(385, box.Y + 50);
        await Expect(his.Lane("Proposal")).ToHaveAttributeAsync("data-landing", "");
        await finger.Up();

        await Expect(his.Card("Proposal", "Borealis service desk")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_deal_is_added_in_a_column_and_opened_in_the_panel()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var his = await new Hand(ada).Ready();

        await ada.GetByRole(AriaRole.Button, new() { Name = "Add a deal to Proposal" }).ClickAsync();
        await ada.GetByLabel("Deal", new() { Exact = true }).FillAsync("Harbour spa");
        await ada.GetByLabel("Amount in EUR").FillAsync("4200");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" }).ClickAsync();
        await his.Card("Proposal", "Harbour spa").ClickAsync();

        await Expect(ada.GetByRole(AriaRole.Complementary).GetByLabel("Amount")).ToHaveValueAsync("4,200");
        await ada.Keyboard.PressAsync("Escape");
        await Expect(ada.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_filter_narrows_cards_and_sums_and_stands_in_the_address()
    {
        var mia = await SignIn("Mia Tanaka", "/pipeline");

        await mia.GetByLabel("Filter deals, accounts, owners").FillAsync("granite");

        await Expect(mia.Locator("[data-deal]")).ToHaveCountAsync(2);
        await Expect(mia).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=granite"));
    }

    [Fact]
    public async Task The_page_of_a_deal_moves_it_and_tells_its_way()
    {
        var mia = await SignIn("Mia Tanaka", "/deals?q=Delta%20patient");
        await mia.GetByRole(AriaRole.Link, new() { Name = "Delta patient desk" }).ClickAsync();

        await mia.GetByRole(AriaRole.Button, new() { Name = "Negotiation" }).ClickAsync();

        await Expect(mia.Locator(".way li").First).ToContainTextAsync("Proposal");
        await Expect(mia.Locator(".way li").First).ToContainTextAsync("Mia Tanaka");
    }

    private static ILocator Pencil(Hand hand, string deal) => hand.Card(deal).GetByRole(AriaRole.Button, new() { Name = "Edit here", IncludeHidden = true });
}
