using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>What somebody reads far down a column stays under their eyes, whatever others do.</summary>
public sealed class BoardScrollTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task What_a_colleague_changes_and_puts_elsewhere_above_the_cards_in_sight_moves_none_of_them()
    {
        var (way, his, wire) = await Open("Above", deals: 40);
        var seen = wire.Told("Seen");
        var reading = await his.ScrollDown("First", 2_200, "no. 018");
        await seen;
        var height = await his.Height(reading);

        await Change(way, "Ada no. 035", fields => fields with { Amount = 3_000m });
        await Expect(his.Lane("First").Locator(".lane-sum")).ToContainTextAsync("EUR 42k");
        (await his.ScrollTop("First")).ShouldBe(2_200);
        (await his.Height(reading)).ShouldBe(height, 1);

        await Site.Send("Mia Tanaka", new MoveDeals([new DealAt(await Id(way, "Ada no. 003"))], way.Stages[0], new Slot(BeforeId: await Id(way, "Ada no. 040"))));
        await Expect(his.Cards("First")).ToHaveJSPropertyAsync("scrollTop", 2_310);
        (await his.Height(reading)).ShouldBe(height, 1);
        await Site.Send("Mia Tanaka", new MoveDeals([new DealAt(await Id(way, "Ada no. 003"))], way.Stages[0], new Slot(AfterId: await Id(way, "Ada no. 001"))));
        await Expect(his.Cards("First")).ToHaveJSPropertyAsync("scrollTop", 2_200);
        (await his.Height(reading)).ShouldBe(height, 1);
        await Expect(his.Name(reading)).ToBeFocusedAsync();
        await Expect(his.Lane("First").Locator(".lane-new")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Many_cards_that_leave_at_once_move_none_of_those_in_sight()
    {
        var (way, his, wire) = await Open("Many leave", deals: 40);
        var seen = wire.Told("Seen");
        var reading = await his.ScrollDown("First", 2_200, "no. 018");
        await seen;
        var height = await his.Height(reading);
        List<DealAt> leaving = [];
        for (var deal = 23; deal <= 40; deal++)
        {
            leaving.Add(new DealAt(await Id(way, $"Ada no. {deal:000}")));
        }

        await Site.Send("Mia Tanaka", new MoveDeals(leaving, way.Stages[1]));

        await Expect(his.Count("Second")).ToHaveTextAsync("18");
        await Expect(his.Cards("First")).ToHaveJSPropertyAsync("scrollTop", 220);
        (await his.Height(reading)).ShouldBe(height, 1);
    }

    [Fact]
    public async Task Settings_that_are_saved_and_a_column_that_makes_room_throw_nobody_back()
    {
        var (way, his, wire) = await Open("Far down", deals: 120);
        var end = wire.Told("Seen");
        await his.Cards("First").EvaluateAsync("cards => cards.scrollTop = cards.scrollHeight");
        await Expect(his.Card("Ada no. 080")).ToBeAttachedAsync();
        await end;
        var seen = wire.Told("Seen");
        var reading = await his.ScrollDown("First", 11_000, "no. 018");
        await seen;
        var height = await his.Height(reading);
        await his.Press(reading, "x");

        await way.Redesign(Site, stage => stage.Name == "Third" ? stage with { Name = "Offer" } : stage);

        await Expect(his.Lane("Offer")).ToBeVisibleAsync();
        (await his.ScrollTop("First")).ShouldBe(11_000);
        (await his.Height(reading)).ShouldBe(height, 1);
        await Expect(his.Name(reading)).ToBeFocusedAsync();
        await Expect(his.Card(reading)).ToHaveAttributeAsync("data-selected", "");

        await LieTogether(way, "Ada no. 015", "Ada no. 014");
        await Site.Send("Mia Tanaka", new MoveDeals([new DealAt(await Id(way, "Ada no. 119"))], way.Stages[0], new Slot(AfterId: await Id(way, "Ada no. 015"))));

        await Expect(his.Cards("First")).ToHaveJSPropertyAsync("scrollTop", 10_890);
        (await his.Height(reading)).ShouldBe(height, 1);
        await Expect(his.Name(reading)).ToBeFocusedAsync();
        await Expect(his.Lane("First").Locator(".deal-open")).ToContainTextAsync(["Ada no. 015", "Ada no. 119", "Ada no. 014"]);
    }

    [Fact]
    public async Task In_groups_what_comes_and_goes_above_the_cards_in_sight_moves_none_of_them()
    {
        var way = await GuardedPipeline.Make(Site, "Grouped", _ => { });
        await way.Fill(Site, "Ada Lovelace", 12);
        await way.Fill(Site, "Ben Okafor", 20);
        var mia = await SignIn("Mia Tanaka", "/accounts");
        var seen = new Wire(mia).Told("Seen");
        await Go(mia, $"{way.Path}?group=Owner");
        var hers = await new Hand(mia).Ready();
        var reading = await hers.ScrollDown("First", 1_800, "Ben no. 014");
        await seen;
        var height = await hers.Height(reading);

        await way.Open(Site, "Ada Lovelace", "Newcomer");
        await Expect(hers.Lane("First").GetByRole(AriaRole.Button, new() { Name = "1 new" })).ToBeVisibleAsync();
        (await hers.Height(reading)).ShouldBe(height, 1);

        await Site.Send("Ada Lovelace", new DeleteDeal(await Id(way, "Ada no. 004")));
        await Expect(hers.Count("First")).ToHaveTextAsync("32");
        await Expect(hers.Cards("First")).Not.ToHaveJSPropertyAsync("scrollTop", 1_800);
        (await hers.Height(reading)).ShouldBe(height, 1);
        await Expect(hers.Name(reading)).ToBeFocusedAsync();
    }

    private async Task<(GuardedPipeline Way, Hand Hand, Wire Wire)> Open(string name, int deals)
    {
        var way = await GuardedPipeline.Make(Site, name, _ => { });
        await way.Fill(Site, "Ada Lovelace", deals);
        var ada = await SignIn("Ada Lovelace", "/accounts");
        var wire = new Wire(ada);
        await Go(ada, way.Path);
        return (way, await new Hand(ada).Ready(), wire);
    }

    private Task<long> Id(GuardedPipeline way, string name) =>
        Site.Ask(db => db.Deals.Where(deal => deal.PipelineId == way.Key.Number && deal.Name == name).Select(deal => deal.Id).SingleAsync());

    // No room is left between the two.
    private async Task LieTogether(GuardedPipeline way, string above, string below)
    {
        var (upper, lower) = (await Id(way, above), await Id(way, below));
        await Site.Ask(db => db.Deals.Where(deal => deal.Id == upper)
            .ExecuteUpdateAsync(set => set.SetProperty(deal => deal.Rank, deal => db.Deals.Where(one => one.Id == lower).Select(one => one.Rank).First() + 1)));
    }

    private async Task Change(GuardedPipeline way, string name, Func<DealFields, DealFields> change)
    {
        var present = await Site.Send("Mia Tanaka", new GetDeal(await Id(way, name)));
        await Site.Send("Mia Tanaka", new EditDeal(present.Id, change(present.Fields()), present.Version));
    }
}
