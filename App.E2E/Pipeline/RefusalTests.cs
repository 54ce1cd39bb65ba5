using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>What stops a move though no rule does, and what a manager declines. The rules and their words are proved in the domain, each kind of refusal at the card in <see cref="MoveRulesTests"/>.</summary>
public sealed class RefusalTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_closed_deal_is_not_closed_otherwise_without_being_reopened()
    {
        var way = await GuardedPipeline.Make(Site, "Closed", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Closed deal");
        await Site.Send("Ada Lovelace", new MoveDeal(deal, way.Stages[4], Reason: "Price"));
        var ada = await SignIn("Ada Lovelace", way.Path);
        var hand = await new Hand(ada).Ready();

        await hand.Drag("Closed deal", "Won this month");

        await Expect(hand.Refusal("Lost this month", "Closed deal")).ToContainTextAsync("A closed deal must be reopened before it can move to Won. Move it to an open stage first.");
        await Expect(hand.Card("Closed deal").GetByRole(AriaRole.Button, new() { Name = "Ask a manager" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_deal_of_a_colleague_that_one_only_sees_says_so()
    {
        var way = await GuardedPipeline.Make(Site, "Others", _ => { });
        await way.Open(Site, "Mia Tanaka", "Not mine");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var hand = await new Hand(ada).Ready();

        await hand.Drag("Not mine", "Second");

        await Expect(hand.Refusal("First", "Not mine")).ToContainTextAsync("your role does not let you update it. Ask its owner or a manager.");
    }

    [Fact]
    public async Task A_declined_exception_leaves_the_card_and_tells_the_asker_why()
    {
        var way = await GuardedPipeline.Make(Site, "Declined", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await way.Open(Site, "Ada Lovelace", "Wants to jump");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var hand = await new Hand(ada).Ready();
        await hand.Drag("Wants to jump", "Third");
        await hand.Refusal("First", "Wants to jump").GetByRole(AriaRole.Button, new() { Name = "Ask a manager" }).ClickAsync();
        await ada.GetByLabel("Why should it move all the same?").FillAsync("Please");
        await ada.Keyboard.PressAsync("Control+Enter");
        await Expect(ada.Locator(".toast")).ToContainTextAsync("A manager is asked whether Wants to jump may move to Third.");

        await Site.Send("Mia Tanaka", new DecideException((await Site.Send("Mia Tanaka", new GetMoveApproval(DealId: deal)))!.Id, Approves: false, "Not before the offer"));

        await ada.GetByLabel("unread").ClickAsync();
        await Expect(ada.GetByText("Mia Tanaka declined to move Wants to jump to Third: Not before the offer")).ToBeVisibleAsync();
        await Expect(hand.Card("First", "Wants to jump")).ToBeVisibleAsync();
    }
}
