using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>The fields of a card, typed on the board.</summary>
public sealed class CardEditorTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Q_edits_a_card_where_it_lies_and_the_colleague_sees_value_and_sums()
    {
        var way = await GuardedPipeline.Make(Site, "Edited", _ => { });
        await way.Open(Site, "Ada Lovelace", "Quick one");
        var (ada, mia) = (await SignIn("Ada Lovelace", way.Path), await SignIn("Mia Tanaka", way.Path));
        var (his, hers) = (await new Hand(ada).Ready(), await new Hand(mia).Ready());
        await his.Press("Quick one", "q");
        await Expect(Field(ada, "Amount in EUR")).ToBeFocusedAsync();
        await Expect(Field(ada, "Amount in EUR")).ToHaveValueAsync("1,000");

        await Field(ada, "Amount in EUR").FillAsync("2500");
        await Field(ada, "Next step").FillAsync("Send the offer");
        await Field(ada, "Next step").PressAsync("Enter");

        await Expect(Editor(ada)).ToHaveCountAsync(0);
        await Expect(his.Name("Quick one")).ToBeFocusedAsync();
        foreach (var hand in (Hand[])[his, hers])
        {
            await Expect(hand.Card("First", "Quick one")).ToContainTextAsync("EUR 2,500");
            await Expect(hand.Card("First", "Quick one")).ToContainTextAsync("Next: Send the offer");
            await Expect(hand.Lane("First").Locator(".lane-sum")).ToContainTextAsync("EUR 2.5k");
            await Expect(hand.Lane("First").Locator(".lane-weighted")).ToHaveTextAsync("w 250");
        }

        await ada.Keyboard.PressAsync("z");
        await Expect(hers.Card("First", "Quick one")).ToContainTextAsync("EUR 1,000");
        await Expect(hers.Card("First", "Quick one")).ToContainTextAsync("No next step");
        await ada.Keyboard.PressAsync("Shift+Z");
        await Expect(hers.Card("First", "Quick one")).ToContainTextAsync("EUR 2,500");
    }

    [Fact]
    public async Task Escape_and_cancel_leave_a_card_as_it_was()
    {
        var way = await GuardedPipeline.Make(Site, "Left", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Left alone");
        var ada = await SignIn("Ada Lovelace", way.Path, Screen.Phone);
        var his = await new Hand(ada).Ready();
        await his.Press("Left alone", "q");
        await Field(ada, "Amount in EUR").FillAsync("9");
        await FitsTheScreen(ada);
        await Axe.Check(ada);
        await ada.Keyboard.PressAsync("Escape");
        await ThrowAway(ada);
        await Expect(Editor(ada)).ToHaveCountAsync(0);
        await Expect(his.Name("Left alone")).ToBeFocusedAsync();

        await his.Press("Left alone", "q");
        await Field(ada, "Amount in EUR").FillAsync("9");
        await Editor(ada).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).FocusAsync();
        await ada.Keyboard.PressAsync("Enter");
        await ThrowAway(ada);

        await Expect(Editor(ada)).ToHaveCountAsync(0);
        await Expect(his.Card("First", "Left alone")).ToContainTextAsync("EUR 1,000");
        var saved = await Site.Send("Ada Lovelace", new GetDeal(deal));
        (saved.Amount, saved.Version).ShouldBe((1_000m, 1));
    }

    [Fact]
    public async Task The_pencil_keeps_what_a_colleague_changed_meanwhile_and_asks_about_the_same_field()
    {
        var way = await GuardedPipeline.Make(Site, "Both", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Both edit");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Card("Both edit").HoverAsync();
        await his.Card("Both edit").GetByRole(AriaRole.Button, new() { Name = "Edit here" }).ClickAsync();
        await Field(ada, "Next step").FillAsync("Call them");
        await Change(deal, fields => fields with { Amount = 7_000m });
        await Expect(his.Card("Both edit")).ToContainTextAsync("EUR 7,000");

        await Field(ada, "Next step").PressAsync("Enter");
        await Expect(his.Card("Both edit")).ToContainTextAsync("Next: Call them");
        await Expect(his.Card("Both edit")).ToContainTextAsync("EUR 7,000");

        await his.Press("Both edit", "q");
        await Field(ada, "Amount in EUR").FillAsync("8000");
        await Change(deal, fields => fields with { Amount = 7_500m });
        await Expect(his.Card("Both edit")).ToContainTextAsync("EUR 7,500");
        await Field(ada, "Amount in EUR").PressAsync("Enter");
        var question = ada.GetByRole(AriaRole.Dialog, new() { Name = "Somebody else changed this too" });
        await Expect(question).ToContainTextAsync("was 7,000");
        await question.GetByRole(AriaRole.Button, new() { Name = "Go on typing" }).ClickAsync();
        await Expect(Editor(ada).GetByRole(AriaRole.Alert)).ToContainTextAsync("Mia Tanaka changed amount while you did.");
        await Expect(Field(ada, "Amount in EUR")).ToHaveValueAsync("8,000");
        (await Site.Send("Ada Lovelace", new GetDeal(deal))).Amount.ShouldBe(7_500m);

        await Field(ada, "Amount in EUR").PressAsync("Enter");
        await question.GetByText("Use mine").ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(his.Card("Both edit")).ToContainTextAsync("EUR 8,000");
        await Expect(his.Card("Both edit")).ToContainTextAsync("Next: Call them");
        await ada.Keyboard.PressAsync("z");
        await Expect(his.Card("Both edit")).ToContainTextAsync("EUR 7,500");
    }

    [Fact]
    public async Task What_is_typed_stays_and_is_saved_when_the_card_leaves_the_filter_meanwhile()
    {
        var way = await GuardedPipeline.Make(Site, "Filtered", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Leaves the filter");
        var mia = await SignIn("Mia Tanaka", $"{way.Path}?most=1500");
        var hers = await new Hand(mia).Ready();
        await hers.Press("Leaves the filter", "q");
        await Field(mia, "Next step").FillAsync("Half typed");

        var present = await Site.Send("Ada Lovelace", new GetDeal(deal));
        await Site.Send("Ada Lovelace", new EditDeal(deal, present.Fields() with { Amount = 9_000m }, present.Version));
        await Expect(hers.Count("First")).ToHaveTextAsync("0");
        await Expect(Field(mia, "Next step")).ToHaveValueAsync("Half typed");
        await Field(mia, "Next step").PressAsync("Enter");

        await Expect(Editor(mia)).ToHaveCountAsync(0);
        await Expect(mia.Locator(".toast")).ToContainTextAsync("Leaves the filter changed");
        var saved = await Site.Send("Ada Lovelace", new GetDeal(deal));
        (saved.Amount, saved.NextStep).ShouldBe((9_000m, "Half typed"));
    }

    private static Task ThrowAway(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();

    private static ILocator Editor(IPage page) => page.Locator(".card-editor");

    private static ILocator Field(IPage page, string label) => Editor(page).GetByLabel(label);

    private async Task Change(long deal, Func<DealFields, DealFields> change)
    {
        var present = await Site.Send("Mia Tanaka", new GetDeal(deal));
        await Site.Send("Mia Tanaka", new EditDeal(deal, change(present.Fields()), present.Version));
    }
}
