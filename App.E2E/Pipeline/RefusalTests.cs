using CrmLive.Access;
using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Each thing that stops a move, and its words at the card: every check of a rule as refusal and as warning, what no rule can allow, and who may not.</summary>
public sealed class RefusalTests(Site site) : BrowserTest(site)
{
    private static readonly Breach[] All =
    [
        new(StageCheck.NoSkip, null, 0, "Third", "From First to Third would skip Second. Move it stage by stage."),
        new(StageCheck.NoReturn, null, 1, "First", "Deals do not go back from Second to First."),
        new(StageCheck.NoReopen, null, 4, "Second", "A closed deal is not reopened here."),
        new(StageCheck.MostAmount, 500m, 0, "Second", "Above EUR 500 a deal does not go to Second without an exception."),
        new(StageCheck.FewestDays, 3m, 0, "Second", "A deal stays in First for at least 3 days."),
        new(StageCheck.CloseAhead, null, 0, "Second", "The expected close lies in the past. Choose a date from today on."),
        new(StageCheck.OwnerCloses, null, 0, "Lost", "Only the owner of a deal or a manager closes it."),
    ];

    public static TheoryData<StageCheck> Checks => [.. Enum.GetValues<StageCheck>()];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task A_broken_rule_is_told_at_the_card_and_a_manager_can_be_asked(StageCheck check)
    {
        var breach = All.Single(one => one.Check == check);
        var (way, deal) = await Arranged(breach, RuleStrength.Hard);
        var tess = await SignIn("Tess Novak", way.Path);
        var hand = await new Hand(tess).Ready();

        await hand.Drag("Guarded deal", Column(breach.To));

        if (check == StageCheck.CloseAhead)
        {
            // A date mends it, so it is asked for.
            var question = Question(tess, breach);
            await Expect(question).ToContainTextAsync(breach.Words);
            await Expect(Move(question, breach)).ToBeDisabledAsync();
            await question.GetByLabel("Expected close").FillAsync("2031-05-01");
            await Move(question, breach).ClickAsync();
            await Expect(tess.Locator(".toast")).ToContainTextAsync($"Guarded deal moved to {breach.To}");
            (await Site.Send(new GetDeal(deal))).ExpectedClose.ShouldBe(new DateOnly(2031, 5, 1));
            return;
        }

        var refused = hand.Refusal(Column(breach.From), "Guarded deal");
        await Expect(refused).ToContainTextAsync(breach.Words);
        await Expect(refused.GetByRole(AriaRole.Button, new() { Name = "Ask a manager" })).ToBeVisibleAsync();
        (await Site.Send(new GetDeal(deal))).StageId.ShouldBe(way.Stages[breach.FromPlace]);
        await refused.GetByRole(AriaRole.Button, new() { Name = "Close message" }).ClickAsync();
        await Expect(refused).ToHaveCountAsync(0);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task A_rule_that_only_warns_asks_why_and_lets_it_go(StageCheck check)
    {
        var breach = All.Single(one => one.Check == check);
        var (way, deal) = await Arranged(breach, RuleStrength.Soft);
        var tess = await SignIn("Tess Novak", way.Path, Screen.Phone);
        var hand = await new Hand(tess).Ready();

        await hand.Name("Guarded deal").FocusAsync();
        await StepTo(tess, hand, breach);

        var question = Question(tess, breach);
        if (check != StageCheck.OwnerCloses)
        {
            await Expect(question).ToContainTextAsync(breach.Words);
            await Expect(Move(question, breach)).ToBeDisabledAsync();
        }

        await question.GetByLabel(breach.To == "Lost" ? "Why was it lost?" : "Why does it move all the same?").FillAsync("They insist");
        await FitsTheScreen(tess);
        await Move(question, breach).ClickAsync();

        await Expect(tess.Locator(".toast")).ToContainTextAsync($"Guarded deal moved to {breach.To}");
        (await Site.Send(new ListStageChanges(deal))).Rows[0].Reason.ShouldBe("They insist");
    }

    [Fact]
    public async Task A_closed_deal_is_not_closed_otherwise_without_being_reopened()
    {
        var way = await GuardedPipeline.Make(Site, "Closed", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Closed deal");
        await Site.Send("Ada Lovelace", new MoveDeal(deal, way.Stages[4], Reason: "Price"));
        var ada = await SignIn("Ada Lovelace", way.Path);
        var hand = await new Hand(ada).Ready();

        await hand.Drag("Closed deal", Column("Won"));

        await Expect(hand.Refusal(Column("Lost"), "Closed deal")).ToContainTextAsync("A closed deal must be reopened before it can move to Won. Move it to an open stage first.");
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

    private static ILocator Question(IPage page, Breach breach) => page.GetByRole(AriaRole.Group, new() { Name = $"Guarded deal to {breach.To}" });

    private static ILocator Move(ILocator question, Breach breach) => question.GetByRole(AriaRole.Button, new() { Name = $"Move to {breach.To}" });

    private static string Column(string stage) => stage is "Won" or "Lost" ? $"{stage} this month" : stage;

    // A deal of Ada's, moved by somebody who may move it but is neither its owner nor a manager.
    private async Task<(GuardedPipeline Way, long Deal)> Arranged(Breach breach, RuleStrength strength)
    {
        var steward = (await Site.Send(new ListRoles())).Single(role => role.Key == "steward");
        await Site.Send("Root Admin", new EditRole(steward.Id, new Dictionary<string, Reach>(steward.Grants) { ["opportunity.update"] = Reach.All }, steward.HiddenFields));
        var way = await GuardedPipeline.Make(Site, $"{strength} {breach.Check}", GuardedPipeline.Rule(breach.Check, strength, breach.Limit));
        var close = breach.Check == StageCheck.CloseAhead ? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-5) : (DateOnly?)null;
        var deal = await Site.Send("Ada Lovelace", new AddDeal(way.Stages[0], new DealFields("Guarded deal", 1_000m, ExpectedClose: close)));
        if (breach.FromPlace > 0)
        {
            await Site.Send("Ada Lovelace", new MoveDeal(deal, way.Stages[breach.FromPlace], Reason: "Arranged"));
        }

        return (way, deal);
    }

    // Keys go stage by stage; where the way is longer the bar of the selected cards does.
    private static async Task StepTo(IPage page, Hand hand, Breach breach)
    {
        if (breach.To is "First" || (breach.To is "Second" && breach.FromPlace == 0))
        {
            await page.Keyboard.PressAsync(breach.To == "First" ? "Shift+ArrowLeft" : "Shift+ArrowRight");
            return;
        }

        await page.Keyboard.PressAsync("x");
        var bar = page.GetByRole(AriaRole.Toolbar);
        await bar.GetByText("Move to").ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = breach.To, Exact = true }).ClickAsync();
        await Expect(hand.Card("Guarded deal")).ToHaveCountAsync(1);
    }

    private sealed record Breach(StageCheck Check, decimal? Limit, int FromPlace, string To, string Words)
    {
        public string From => FromPlace switch { 0 => "First", 1 => "Second", _ => "Lost" };
    }
}
