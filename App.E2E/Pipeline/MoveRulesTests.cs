using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Each kind of refusal as people meet it: asked, warned, refused, excepted.</summary>
public sealed class MoveRulesTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task What_a_stage_requires_is_asked_where_the_card_was_dropped()
    {
        var way = await GuardedPipeline.Make(
            Site, "Required", pipeline => pipeline.Stages.Single(stage => stage.Name == "Second").Require([DealField.Account, DealField.ExpectedClose, DealField.NextStep]));
        var deal = await way.Open(Site, "Ada Lovelace", "Bare deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();

        await his.Drag("Bare deal", "Second");

        var question = ada.GetByRole(AriaRole.Group, new() { Name = "Bare deal to Second" });
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Move to Second" })).ToBeDisabledAsync();
        await Axe.Check(ada);
        await question.GetByRole(AriaRole.Combobox, new() { Name = "Account" }).FillAsync("Acme Gm");
        await question.GetByRole(AriaRole.Option, new() { Name = "Acme GmbH" }).ClickAsync();
        await question.GetByLabel("Expected close").FillAsync("2030-05-01");
        await question.GetByLabel("Next step").FillAsync("Send the offer");
        await question.GetByRole(AriaRole.Button, new() { Name = "Move to Second" }).ClickAsync();

        await Expect(his.Card("Second", "Bare deal")).ToContainTextAsync("Send the offer");
        var saved = await Site.Send("Ada Lovelace", new GetDeal(deal));
        (saved.Account?.Name, saved.ExpectedClose, saved.NextStep).ShouldBe(("Acme GmbH", new DateOnly(2030, 5, 1), "Send the offer"));
    }

    [Fact]
    public async Task A_warning_is_answered_by_keyboard_on_a_phone_and_the_reason_is_kept()
    {
        var way = await GuardedPipeline.Make(Site, "Warned", GuardedPipeline.Rule(StageCheck.NoReturn, RuleStrength.Soft));
        var deal = await way.Open(Site, "Ada Lovelace", "Going back");
        await Site.Send("Ada Lovelace", new MoveDeal(deal, way.Stages[1]));
        var ada = await SignIn("Ada Lovelace", way.Path, Screen.Phone);
        var his = await new Hand(ada).Ready();
        await his.Press("Going back", "Shift+ArrowLeft");
        await Expect(ada.GetByText("Deals do not go back from Second to First.")).ToBeVisibleAsync();
        await FitsTheScreen(ada);
        await Axe.Check(ada);
        await ada.Keyboard.PressAsync("Escape");
        await Expect(ada.GetByText("Deals do not go back from Second to First.")).ToHaveCountAsync(0);
        await Expect(his.Card("Second", "Going back")).ToBeVisibleAsync();
        await his.Press("Going back", "Shift+ArrowLeft");
        await Expect(ada.GetByLabel("Why does it move all the same?")).ToBeFocusedAsync();
        await ada.Keyboard.TypeAsync("They start anew");
        await ada.Keyboard.PressAsync("Control+Enter");

        // The card is there before the answer; the message comes with it.
        await Expect(his.Card("First", "Going back")).ToHaveCountAsync(1);
        await Expect(ada.Locator(".toast")).ToContainTextAsync("Going back moved to First");
        (await Site.Send("Ada Lovelace", new ListStageChanges(deal))).Rows[0].Reason.ShouldBe("They start anew");
    }

    [Fact]
    public async Task A_hard_refusal_is_asked_about_at_the_card_approved_from_the_bell_and_moves_the_askers_board()
    {
        var way = await GuardedPipeline.Make(Site, "Hard", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        await way.Open(Site, "Ada Lovelace", "In a hurry");
        var mia = await SignIn("Mia Tanaka", "/accounts");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();

        await his.Drag("In a hurry", "Third");
        var refused = his.Refusal("First", "In a hurry");
        await Expect(refused).ToContainTextAsync("would skip Second");
        await refused.GetByRole(AriaRole.Button, new() { Name = "Ask a manager" }).ClickAsync();
        await Axe.Check(ada);
        await ada.GetByLabel("Why should it move all the same?").FillAsync("They have signed already");
        await ada.Keyboard.PressAsync("Control+Enter");

        await mia.GetByLabel("unread").ClickAsync();
        await Expect(mia.GetByText("Ada Lovelace asks to move In a hurry to Third against a rule: They have signed already")).ToBeVisibleAsync();
        await Axe.Check(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(his.Card("Third", "In a hurry")).ToBeVisibleAsync();
        await Expect(mia.GetByText("Approved by Mia Tanaka.")).ToBeVisibleAsync();
        await Expect(mia.GetByLabel("unread")).ToHaveCountAsync(0);
        await ada.GetByLabel("unread").ClickAsync();
        await Expect(ada.GetByText("Mia Tanaka approved your exception; In a hurry is in Third now.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_of_a_deal_asks_too_and_shows_the_request_until_it_is_decided()
    {
        var way = await GuardedPipeline.Make(Site, "By page", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var path = $"/deals/{new RecordId(RecordKind.Deal, await way.Open(Site, "Ada Lovelace", "Paged deal"))}";
        var mia = await SignIn("Mia Tanaka", path);
        var ada = await SignIn("Ada Lovelace", path, Screen.Phone);

        await ada.GetByRole(AriaRole.Button, new() { Name = "Third", Exact = true }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Ask a manager" }).ClickAsync();
        await ada.GetByLabel("Why should it move all the same?").FillAsync("Please");
        await FitsTheScreen(ada);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Ask a manager" }).ClickAsync();

        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();
        var request = mia.GetByRole(AriaRole.Main).GetByRole(AriaRole.Group, new() { Name = "Exception for Paged deal" });
        await request.GetByLabel("Note for Ada Lovelace").FillAsync("Not yet");
        await request.GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToHaveCountAsync(0);
        await Expect(request).ToHaveCountAsync(0);
        await FitsTheScreen(ada);
    }

    [Fact]
    public async Task What_did_not_do_is_asked_again_with_what_was_answered()
    {
        var way = await GuardedPipeline.Make(Site, "Asked again", GuardedPipeline.Rule(StageCheck.CloseAhead, RuleStrength.Hard));
        await Site.Send("Ada Lovelace", new AddDeal(way.Stages[0], new DealFields("Late deal", 1_000m, ExpectedClose: new DateOnly(2020, 1, 1))));
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Drag("Late deal", "Second");
        var question = ada.GetByRole(AriaRole.Group, new() { Name = "Late deal to Second" });
        await question.GetByLabel("Expected close").FillAsync("2021-01-01");

        await question.GetByRole(AriaRole.Button, new() { Name = "Move to Second" }).ClickAsync();

        await Expect(question.GetByLabel("Expected close")).ToHaveValueAsync("2021-01-01");
        await question.GetByLabel("Expected close").FillAsync("2031-01-01");
        await question.GetByRole(AriaRole.Button, new() { Name = "Move to Second" }).ClickAsync();
        await Expect(his.Card("Second", "Late deal")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_deal_is_asked_for_what_its_stage_requires()
    {
        var way = await GuardedPipeline.Make(Site, "New", pipeline => pipeline.Stages.Single(stage => stage.Name == "First").Require([DealField.NextStep]));
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();

        await ada.GetByRole(AriaRole.Button, new() { Name = "Add a deal to First" }).ClickAsync();
        await ada.GetByLabel("Deal", new() { Exact = true }).FillAsync("Well begun");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" }).ClickAsync();
        await ada.GetByLabel("Next step").FillAsync("Call them");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add deal" }).ClickAsync();

        await Expect(his.Card("First", "Well begun")).ToContainTextAsync("Call them");
    }
}
