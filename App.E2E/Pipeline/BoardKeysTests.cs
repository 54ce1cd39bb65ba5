using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>The board by keyboard: no key is lost while a card moves, and nobody loses the focus or has it taken away.</summary>
public sealed class BoardKeysTests(Site site) : BrowserTest(site)
{
    // Presses the key at the very moment in which the card has been drawn in the other column and nothing has the focus.
    private const string StepWhenDrawn = """
        ([deal, stage]) => new Promise(pressed => new MutationObserver((_, watch) => {
          const card = [...document.querySelectorAll(`[data-stage="${stage}"] [data-deal]`)].find(card => card.textContent.includes(deal));
          if (card) {
            watch.disconnect();
            const at = document.activeElement;
            at.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', shiftKey: true, bubbles: true, cancelable: true }));
            pressed(at.tagName);
          }
        }).observe(document.querySelector('.board'), { childList: true, subtree: true }))
        """;

    [Fact]
    public async Task A_second_step_counts_though_the_first_is_still_on_its_way()
    {
        var way = await GuardedPipeline.Make(Site, "Stepped", _ => { });
        var deal = await way.Open(Site, "Ada Lovelace", "Stepped deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Name("Stepped deal").FocusAsync();
        var pressed = ada.EvaluateAsync<string>(StepWhenDrawn, new object[] { "Stepped deal", way.Stages[1] });

        await ada.Keyboard.PressAsync("Shift+ArrowRight");

        (await pressed).ShouldBe("BODY");
        await Expect(his.Card("Third", "Stepped deal")).ToBeVisibleAsync();
        await Expect(ada.Locator(".toast").Last).ToContainTextAsync("Stepped deal moved to Third");
        await Expect(his.Name("Stepped deal")).ToBeFocusedAsync();
        (await Site.Send(new ListStageChanges(deal))).Rows.Count(change => change.From is not null).ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_gone_elsewhere_is_not_called_back_by_the_answer()
    {
        var way = await GuardedPipeline.Make(Site, "Left", _ => { });
        await way.Open(Site, "Ada Lovelace", "Left deal");
        var ada = await SignIn("Ada Lovelace", "/accounts");
        var connection = await HeldConnection.Of(ada);
        await Go(ada, way.Path);
        var his = await new Hand(ada).Ready();
        await his.Name("Left deal").FocusAsync();
        connection.Hold();
        await ada.Keyboard.PressAsync("Shift+ArrowRight");
        await Search(ada).FocusAsync();

        connection.Release();

        await Expect(ada.Locator(".toast")).ToContainTextAsync("Left deal moved to Second");
        await ada.Keyboard.TypeAsync("left");
        await Expect(Search(ada)).ToHaveValueAsync("left");
        await Expect(Search(ada)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Undo_and_redo_leave_the_focus_on_the_card()
    {
        var way = await GuardedPipeline.Make(Site, "Undone", _ => { });
        await way.Open(Site, "Ada Lovelace", "Undone deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Press("Undone deal", "Shift+ArrowRight");
        await Expect(ada.Locator(".toast")).ToContainTextAsync("Undone deal moved to Second");

        await ada.Keyboard.PressAsync("z");
        await Expect(his.Card("First", "Undone deal").Locator(".deal-open")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Control+y");
        await Expect(his.Card("Second", "Undone deal").Locator(".deal-open")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Shift+Z");
        await ada.Keyboard.PressAsync("z");
        await Expect(his.Card("First", "Undone deal").Locator(".deal-open")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Arrows_begin_from_nowhere_and_select_from_the_card_where_they_start()
    {
        var way = await GuardedPipeline.Make(Site, "Arrows", _ => { });
        await way.Open(Site, "Ada Lovelace", "Lower deal");
        await way.Open(Site, "Ada Lovelace", "Upper deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await Expect(his.Card("Upper deal")).ToBeVisibleAsync();

        await ada.Keyboard.PressAsync("ArrowDown");
        await Expect(his.Name("Upper deal")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Shift+ArrowDown");

        await Expect(ada.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("2 deals");
        await Expect(his.Name("Lower deal")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Escape");
        await Expect(ada.GetByRole(AriaRole.Toolbar)).ToHaveCountAsync(0);
        await Expect(his.Name("Lower deal")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_form_for_a_new_deal_gives_the_focus_back_and_alt_is_for_the_browser()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var his = await new Hand(ada).Ready();
        await his.Press("Iris quality desk", "Alt+n");
        await ada.Keyboard.PressAsync("Alt+f");
        await Expect(his.Name("Iris quality desk")).ToBeFocusedAsync();
        await Expect(Form(ada, "Qualified")).ToHaveCountAsync(0);

        await ada.Keyboard.PressAsync("n");
        await Expect(ada.GetByLabel("Deal", new() { Exact = true })).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Escape");

        await Expect(Form(ada, "Qualified")).ToHaveCountAsync(0);
        await Expect(his.Name("Iris quality desk")).ToBeFocusedAsync();
        var add = ada.GetByRole(AriaRole.Button, new() { Name = "Add a deal to Proposal" });
        await add.ClickAsync();
        await Form(ada, "Proposal").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(add).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_space_bar_presses_the_buttons_of_a_refusal()
    {
        var way = await GuardedPipeline.Make(Site, "Spaced", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        await way.Open(Site, "Ada Lovelace", "Spaced deal");
        var ada = await SignIn("Ada Lovelace", way.Path);
        var his = await new Hand(ada).Ready();
        await his.Drag("Spaced deal", "Third");
        var refusal = his.Refusal("First", "Spaced deal");

        await refusal.GetByRole(AriaRole.Button, new() { Name = "Close message" }).FocusAsync();
        await ada.Keyboard.PressAsync(" ");

        await Expect(refusal).ToHaveCountAsync(0);
        await Expect(ada.GetByRole(AriaRole.Toolbar)).ToHaveCountAsync(0);
        await his.Press("Spaced deal", " ");
        await Expect(ada.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("1 deal");
    }

    [Fact]
    public async Task Escape_takes_a_field_of_the_panel_back_before_it_closes_the_panel()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var his = await new Hand(ada).Ready();
        await his.Press("Iris quality desk", "x");
        await ada.Keyboard.PressAsync("e");
        var panel = ada.GetByRole(AriaRole.Complementary, new() { Name = "Iris quality desk" });
        var name = panel.GetByLabel("Name", new() { Exact = true });
        await Expect(name).ToBeFocusedAsync();

        await ada.Keyboard.TypeAsync("Typed by mistake");
        await ada.Keyboard.PressAsync("Escape");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();
        await Expect(name).ToHaveValueAsync("Iris quality desk");
        await Expect(panel).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Change account" }).ClickAsync();
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Account" }).PressAsync("Escape");
        await Expect(panel.GetByRole(AriaRole.Combobox, new() { Name = "Account" })).ToHaveCountAsync(0);
        await Expect(panel).ToBeVisibleAsync();
        await name.PressAsync("Escape");

        await Expect(panel).ToHaveCountAsync(0);
        await Expect(his.Name("Iris quality desk")).ToBeFocusedAsync();
        await Expect(ada.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("1 deal");
    }

    private static ILocator Search(IPage page) => page.GetByLabel("Filter deals, accounts, owners");

    private static ILocator Form(IPage page, string stage) => page.GetByRole(AriaRole.Form, new() { Name = $"New deal in {stage}" });
}
