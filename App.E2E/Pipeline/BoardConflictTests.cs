using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Two and three people at one card.</summary>
public sealed class BoardConflictTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task An_undo_of_what_a_colleague_moved_since_says_who_did_what_at_the_card()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var mia = await SignIn("Mia Tanaka", "/pipeline?q=Iris%20quality");
        var (hers, his) = (await new Hand(mia).Ready(), await new Hand(ada).Ready());
        await his.Press("Iris quality desk", "Shift+ArrowRight");
        await Expect(hers.Card("Proposal", "Iris quality desk")).ToBeVisibleAsync();

        await hers.Press("Iris quality desk", "Shift+ArrowRight");
        await Expect(his.Card("Negotiation", "Iris quality desk")).ToBeVisibleAsync();
        await ada.Keyboard.PressAsync("z");

        await Expect(his.Refusal("Negotiation", "Iris quality desk")).ToContainTextAsync("Mia Tanaka moved it to Negotiation a moment ago.");
        await Expect(ada.Locator(".toast.is-refusal")).ToContainTextAsync("Iris quality desk moved to Proposal: could not be taken back. Mia Tanaka moved it to Negotiation a moment ago.");
    }

    [Fact]
    public async Task A_card_that_leaves_the_board_while_it_is_in_the_hand_is_told_of_by_name()
    {
        var way = await GuardedPipeline.Make(Site, "Left", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Gone card");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Lift("Gone card");

        await Site.Send("Mia Tanaka", new DeleteDeal(deal));
        await Expect(his.Count("First")).ToHaveTextAsync("0");
        await his.Over("Second");
        await his.Drop();

        await Expect(ada.Locator(".toast.is-refusal")).ToContainTextAsync("Gone card has left this board while you moved it.");
        await his.Settled();
    }

    [Fact]
    public async Task Why_a_drop_was_refused_is_said_where_the_card_is_not_to_be_seen_any_more()
    {
        var way = await GuardedPipeline.Make(Site, "Out of sight", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Filtered card");
        var ada = await SignIn("Ada Lovelace", $"{way.Path}?most=1500");
        var his = await new Hand(ada).Ready();
        await his.Drag("Filtered card", "Lost this month");
        await ada.GetByLabel("Why was it lost?").FillAsync("No budget");
        var present = await Site.Send("Mia Tanaka", new GetDeal(deal));
        await Site.Send("Mia Tanaka", new EditDeal(deal, present.Fields() with { Amount = 9_000m }, present.Version));
        await Site.Send("Mia Tanaka", new MoveDeal(deal, way.Stages[2]));
        await Expect(his.Count("First")).ToHaveTextAsync("0");

        await ada.GetByRole(AriaRole.Button, new() { Name = "Move to Lost" }).ClickAsync();

        await Expect(ada.Locator(".toast.is-refusal")).ToContainTextAsync("Filtered card: Mia Tanaka moved it to Third a moment ago.");
    }

    [Fact]
    public async Task Of_two_who_drop_one_card_at_once_the_later_is_told_who_moved_it_where()
    {
        var way = await GuardedPipeline.Make(Site, "Raced", _ => { });
        for (var round = 0; round < 3; round++)
        {
            var name = $"Raced {round}";
            var deal = await way.Open(Site, "Ada Lovelace", name);
            var (ada, mia) = (await SignIn("Ada Lovelace", way.Path), await SignIn("Mia Tanaka", way.Path));
            var (his, hers) = (await new Hand(ada).Ready(), await new Hand(mia).Ready());
            await his.Lift(name);
            await his.Over("Second");
            await hers.Lift(name);
            await hers.Over("Third");

            await Task.WhenAll(ada.Mouse.UpAsync(), mia.Mouse.UpAsync());

            await his.Settled();
            await hers.Settled();
            var (winner, stage) = await Stands(deal);
            var (loser, told) = stage == "Second" ? (hers, "Ada Lovelace moved it to Second a moment ago.") : (his, "Mia Tanaka moved it to Third a moment ago.");
            winner.ShouldBe(stage == "Second" ? "Ada Lovelace" : "Mia Tanaka");
            await Expect(loser.Refusal(stage, name)).ToContainTextAsync(told);
            foreach (var hand in (Hand[])[his, hers])
            {
                await Expect(hand.Card(name)).ToHaveCountAsync(1);
                await Expect(hand.Card(stage, name)).ToBeVisibleAsync();
            }

            (await Moves(deal)).ShouldBe(1);
            await Chromium.Close(ada);
            await Chromium.Close(mia);
        }
    }

    [Fact]
    public async Task A_card_that_a_colleague_moves_while_it_is_in_the_hand_stays_where_they_put_it()
    {
        var way = await GuardedPipeline.Make(Site, "In the hand", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Held card");
        await way.Open(Site, "Ada Lovelace", "Other card");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Lift("Held card");

        await Site.Send("Mia Tanaka", new MoveDeal(deal, way.Stages[2]));
        await Expect(his.Count("Third")).ToHaveTextAsync("1");
        await his.Over("Second");
        await ada.Mouse.UpAsync();

        await Expect(his.Refusal("Third", "Held card")).ToContainTextAsync("Mia Tanaka moved it to Third a moment ago.");
        (await Moves(deal)).ShouldBe(1);
        await his.Drag("Held card", "Second");
        await Expect(his.Card("Second", "Held card")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_asked_at_a_card_that_moved_meanwhile_is_not_answered_over_it()
    {
        var way = await GuardedPipeline.Make(Site, "Asked", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Asked card");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Drag("Asked card", "Lost this month");
        await ada.GetByLabel("Why was it lost?").FillAsync("No budget");

        await Site.Send("Mia Tanaka", new MoveDeal(deal, way.Stages[2]));
        await Expect(his.Count("Third")).ToHaveTextAsync("1");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Move to Lost" }).ClickAsync();

        await Expect(his.Refusal("Third", "Asked card")).ToContainTextAsync("Mia Tanaka moved it to Third a moment ago.");
        (await Moves(deal)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_others_see_who_drags_and_then_card_and_sums_where_it_was_dropped()
    {
        var way = await GuardedPipeline.Make(Site, "Watched", _ => { });
        await way.Open(Site, "Ada Lovelace", "Watched card");
        await way.Open(Site, "Ada Lovelace", "Still card");
        var (mia, vic) = (await SignIn("Mia Tanaka", way.Path), await SignIn("Vic Moreau", way.Path, Screen.Phone));
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        Hand[] others = [await new Hand(mia).Ready(), await new Hand(vic).Ready()];
        await Expect(mia.Locator(".here").GetByLabel("Ada Lovelace")).ToBeVisibleAsync();
        await Expect(mia.Locator(".here").GetByLabel("Vic Moreau")).ToBeVisibleAsync();
        await Expect(ada.Locator(".here").GetByLabel("Mia Tanaka")).ToBeVisibleAsync();

        await his.Lift("Watched card");
        foreach (var other in others)
        {
            await Expect(other.Card("First", "Watched card")).ToContainTextAsync("Ada is moving this");
        }

        await his.Over("Third");
        await ada.Mouse.UpAsync();
        foreach (var other in others.Append(his))
        {
            await Expect(other.Card("Third", "Watched card")).ToHaveCountAsync(1);
            await Expect(other.Card("Third", "Watched card")).Not.ToContainTextAsync("is moving this");
            await Expect(other.Card("First", "Watched card")).ToHaveCountAsync(0);
            await Expect(other.Count("First")).ToHaveTextAsync("1");
            await Expect(other.Count("Third")).ToHaveTextAsync("1");
            await Expect(other.Lane("Third").Locator(".lane-sum")).ToContainTextAsync("EUR 1k");
            await Expect(other.Lane("Third").Locator(".lane-weighted")).ToHaveTextAsync("w 500");
        }
    }

    private async Task<(string Who, string Stage)> Stands(long deal)
    {
        var row = (await Site.Send("Mia Tanaka", new ListStageChanges(deal))).Rows[0];
        return (row.Actor!, row.To);
    }

    private Task<int> Moves(long deal) => Site.Ask(db => db.StageChanges.CountAsync(change => change.DealId == deal && change.FromStageId != null));
}
