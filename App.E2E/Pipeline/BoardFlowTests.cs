using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>What others do, and a connection that breaks, take nobody's place in the board away.</summary>
public sealed class BoardFlowTests(Site site) : BrowserTest(site)
{
    private const int Deals = 40;
    private const string Connecting = "**/_blazor/negotiate*";

    [Fact]
    public async Task What_arrives_above_while_somebody_reads_below_waits_behind_a_pill()
    {
        var way = await Filled("Read");
        var ada = await SignIn("Ada Lovelace", "/accounts");
        var seen = new Wire(ada).Told("Seen");
        await Go(ada, way.Path);
        var his = await new Hand(ada).Ready();
        var reading = await his.ScrollDown("First", 2_200, "no. 018");
        await seen;
        var before = (await his.Card(reading).BoundingBoxAsync())!;

        await way.Open(Site, "Ada Lovelace", "Newcomer");

        var pill = his.Lane("First").GetByRole(AriaRole.Button, new() { Name = "1 new" });
        await Expect(pill).ToBeVisibleAsync();
        await Expect(his.Count("First")).ToHaveTextAsync($"{Deals + 1}");
        await Expect(his.Card("Newcomer")).ToHaveCountAsync(0);
        await Expect(his.Name(reading)).ToBeFocusedAsync();
        (await his.Cards("First").EvaluateAsync<int>("cards => cards.scrollTop")).ShouldBe(2_200);
        await way.Open(Site, "Ada Lovelace", "Second newcomer");
        await Expect(his.Lane("First").GetByRole(AriaRole.Button, new() { Name = "2 new" })).ToBeVisibleAsync();
        var after = (await his.Card(reading).BoundingBoxAsync())!;
        after.Y.ShouldBe(before.Y, 1);
        await Axe.Check(ada);

        await his.Lane("First").GetByRole(AriaRole.Button, new() { Name = "2 new" }).ClickAsync();

        await Expect(his.Card("First", "Second newcomer")).ToBeInViewportAsync();
        await Expect(his.Lane("First").Locator(".deal-open").Nth(1)).ToHaveTextAsync("Newcomer");
        await Expect(his.Lane("First").Locator(".lane-new")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task After_a_lost_connection_the_board_shows_what_happened_and_is_where_it_was()
    {
        var way = await Filled("Lost");
        var held = await way.Open(Site, "Ada Lovelace", "Moved while away");
        var ada = await SignIn("Ada Lovelace", "/accounts");
        var mia = await SignIn("Mia Tanaka", way.Path);
        var seen = new Wire(ada).Told("Seen");
        await Go(ada, way.Path);
        var his = await new Hand(ada).Ready();
        var reading = await his.ScrollDown("First", 2_200, "no. 018");
        await seen;
        var before = (await his.Card(reading).BoundingBoxAsync())!;
        await Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToBeVisibleAsync();

        await ada.RouteAsync(Connecting, route => route.AbortAsync());
        await ada.EvaluateAsync("Blazor._internal.forceCloseConnection()");
        await Expect(ada.GetByText("Connection lost.")).ToBeVisibleAsync();
        await Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToHaveCountAsync(0);
        await Site.Send("Mia Tanaka", new MoveDeal(held, way.Stages[2]));
        await Expect(new Hand(mia).Count("Third")).ToHaveTextAsync("1");
        await ada.UnrouteAsync(Connecting);

        await Expect(his.Card("Third", "Moved while away")).ToBeVisibleAsync();
        await Expect(his.Count("First")).ToHaveTextAsync($"{Deals}");
        await Expect(ada.GetByText("Connection lost.")).ToBeHiddenAsync();
        await Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToBeVisibleAsync();
        await Expect(his.Name(reading)).ToBeFocusedAsync();
        await Expect(his.Cards("First")).ToHaveJSPropertyAsync("scrollTop", 2_090);
        (await his.Card(reading).BoundingBoxAsync())!.Y.ShouldBe(before.Y, 1);
        await ada.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(new Hand(mia).Card("Second", reading)).ToBeVisibleAsync();
        await Site.Send("Mia Tanaka", new MoveDeal(held, way.Stages[1]));
        await Expect(his.Card("Second", "Moved while away")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_takes_its_time_to_be_filtered_is_seen_to_be_on_its_way()
    {
        var way = await GuardedPipeline.Make(Site, "Slow", _ => { });
        await way.Open(Site, "Ada Lovelace", "Slow deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        var busy = ada.Locator(".board[aria-busy=true]");
        await using (await Site.Lock("deals"))
        {
            await ada.GetByRole(AriaRole.Button, new() { Name = "Over 14 days" }).ClickAsync();
            await Expect(busy).ToBeVisibleAsync();
            await Expect(his.Card("Slow deal")).ToBeVisibleAsync();
        }

        await Expect(his.Card("Slow deal")).ToHaveCountAsync(0);
        await Expect(busy).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_phone_keys_move_a_card_and_take_its_column_into_sight()
    {
        var way = await GuardedPipeline.Make(Site, "By key", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Keyed deal");
        var ada = await SignIn("Ada Lovelace", way.Path, Screen.Phone);
        var his = await new Hand(ada).Ready();

        await his.Press("Keyed deal", "Shift+ArrowRight");
        await Expect(ada.Locator(".toast")).ToContainTextAsync("Keyed deal moved to Second");
        await Expect(his.Name("Keyed deal")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Shift+ArrowRight");

        await Expect(ada.Locator(".toast").Last).ToContainTextAsync("Keyed deal moved to Third");
        await Expect(his.Card("Third", "Keyed deal")).ToBeInViewportAsync(new() { Ratio = 0.9f });
        await Expect(his.Name("Keyed deal")).ToBeFocusedAsync();
        await FitsTheScreen(ada);
        (await Site.Send("Ada Lovelace", new GetDeal(deal))).StageId.ShouldBe(way.Stages[2]);
    }

    private async Task<GuardedPipeline> Filled(string name)
    {
        var way = await GuardedPipeline.Make(Site, name, _ => { });
        await way.Fill(Site, "Ada Lovelace", Deals);
        return way;
    }
}
