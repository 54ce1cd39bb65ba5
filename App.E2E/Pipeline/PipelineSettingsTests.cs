using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

public sealed class PipelineSettingsTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_changed_probability_is_previewed_published_and_seen_on_an_open_board()
    {
        var (pipeline, path) = await Made("Previewed");
        var board = await SignIn("Mia Tanaka", $"/pipeline/{pipeline}");
        await Expect(board.Locator(".lane-weighted").First).ToHaveTextAsync("w 100");
        var page = await Open(path);
        await Expect(page.Locator("[data-total]")).ToHaveTextAsync("EUR 100");

        await page.GetByLabel("Probability %").First.FillAsync("40");
        await page.GetByLabel("Probability %").First.PressAsync("Tab");
        await Expect(page.Locator("[data-total]")).ToHaveTextAsync("EUR 100 → 400");
        await page.GetByLabel("Why (optional)").FillAsync("Wins of the spring");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save pipeline" }).ClickAsync();

        await page.GetByText("Table 2", new() { Exact = true }).WaitForAsync();
        await page.GetByText("Wins of the spring").WaitForAsync();
        await Expect(board.Locator(".lane-weighted").First).ToHaveTextAsync("w 400");
    }

    [Fact]
    public async Task Stages_are_added_and_moved_by_the_keyboard()
    {
        var (pipeline, path) = await Made("Moved");
        var page = await Open(path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add stage" }).ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true }).Nth(2)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Trial");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(page.GetByLabel("Name", new() { Exact = true }).Nth(1)).ToHaveValueAsync("Trial");
        await Expect(page.GetByLabel("Name", new() { Exact = true }).Nth(1)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move New down" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save pipeline" }).ClickAsync();

        await page.GetByText("Moved was saved with table 2").WaitForAsync();
        (await Names("Moved")).ShouldBe(["Trial", "New", "Offer", "Won", "Lost"]);
        await Go(page, $"/pipeline/{pipeline}");
        await Expect(page.Locator(".lane-head h2")).ToHaveTextAsync(["Trial", "New", "Offer", "Won this month", "Lost this month"]);
    }

    [Fact]
    public async Task A_stage_dragged_by_its_grip_stands_there_on_an_open_board_too()
    {
        var (pipeline, path) = await Made("Dragged");
        var board = await SignIn("Mia Tanaka", $"/pipeline/{pipeline}", Screen.Phone);
        await Expect(board.Locator(".lane-head h2")).ToHaveTextAsync(["New", "Offer", "Won this month", "Lost this month"]);
        var page = await Open(path);
        await page.Locator(".stage-grip").Nth(1).DragToAsync(page.Locator(".stage-edit").First);
        await Expect(page.GetByText("Offer stands at place 1 of 4.")).ToBeAttachedAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true }).First).ToHaveValueAsync("Offer");
        await Expect(page.GetByLabel("Name", new() { Exact = true }).First).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save pipeline" }).ClickAsync();

        await page.GetByText("Dragged was saved").WaitForAsync();
        await Expect(board.Locator(".lane-head h2")).ToHaveTextAsync(["Offer", "New", "Won this month", "Lost this month"]);
        await Expect(board.Locator(".lane-count").Nth(1)).ToHaveTextAsync("10");
        (await Names("Dragged")).ShouldBe(["Offer", "New", "Won", "Lost"]);
    }

    [Fact]
    public async Task A_stage_with_deals_goes_with_a_place_for_its_deals()
    {
        var (pipeline, path) = await Made("Emptied");
        var page = await Open(path);

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove New" }).ClickAsync();
        await page.GetByText("10 open deals stand in it").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove stage" }).ClickAsync();
        await page.GetByText("is removed; its deals go to Offer").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save pipeline" }).ClickAsync();
        await page.GetByText("Emptied was saved").WaitForAsync();

        await Go(page, $"/pipeline/{pipeline}");
        await Expect(page.Locator(".lane")).ToHaveCountAsync(3);
        await Expect(page.Locator(".lane-count").First).ToHaveTextAsync("10");
    }

    [Fact]
    public async Task Whoever_leaves_with_something_unsaved_is_asked()
    {
        var (_, path) = await Made("Guarded");
        var page = await Open(path);
        await page.GetByLabel("Name of the pipeline").FillAsync("Guarded well");
        await page.GetByRole(AriaRole.Link, new() { Name = "All pipelines" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByLabel("Name of the pipeline")).ToHaveValueAsync("Guarded well");
        await page.GetByRole(AriaRole.Link, new() { Name = "All pipelines" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave without saving" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Guarded", Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task Two_who_change_a_pipeline_at_once_lose_nothing()
    {
        var (_, path) = await Made("Shared");
        var root = await Open(path);
        var mia = await SignIn("Mia Tanaka", path);
        await root.GetByLabel("Name", new() { Exact = true }).First.FillAsync("Lead");
        await mia.GetByLabel("Name", new() { Exact = true }).Nth(1).FillAsync("Quote");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Save pipeline" }).ClickAsync();

        await root.GetByText("Offer is called Quote.").WaitForAsync();
        await root.GetByRole(AriaRole.Button, new() { Name = "Keep my changes on top" }).ClickAsync();
        await root.GetByRole(AriaRole.Button, new() { Name = "Save pipeline" }).ClickAsync();

        await root.GetByText("Shared was saved").WaitForAsync();
        (await Names("Shared")).Take(2).ShouldBe(["Lead", "Quote"]);
    }

    [Fact]
    public async Task Rules_and_required_fields_are_set_and_say_whom_they_meet()
    {
        var (_, path) = await Made("Ruled");
        var page = await Open(path);
        await page.GetByRole(AriaRole.Group, new() { Name = "Fields that New requires" }).GetByRole(AriaRole.Button, new() { Name = "Next step" }).ClickAsync();
        await page.GetByText("in New without a next step").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await page.GetByLabel("Rule 1", new() { Exact = true }).SelectOptionAsync("MostAmount");
        await page.GetByLabel("EUR", new() { Exact = true }).FillAsync("50");
        await page.GetByLabel("EUR", new() { Exact = true }).PressAsync("Tab");
        await page.GetByText("the next move, to Offer, would be made only with a reason: amount is at most EUR 50").WaitForAsync();
        await Axe.Check(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Save pipeline" }).ClickAsync();
        await page.GetByText("Ruled was saved").WaitForAsync();

        (await Site.Ask(db => db.StageRules.CountAsync(rule => rule.Limit == 50m))).ShouldBe(1);
    }

    [Fact]
    public async Task A_figure_of_the_preview_opens_exactly_its_deals()
    {
        var (_, path) = await Made("Figured");
        var deal = await Site.Ask(db => db.Deals.SingleAsync(one => one.Name == "Figured 3"));
        await Site.Send("Root Admin", new EditDeal(deal.Id, deal.Fields() with { NextStep = "Call" }, deal.Version));
        var page = await Open(path);
        await page.GetByRole(AriaRole.Group, new() { Name = "Fields that Offer requires" }).GetByRole(AriaRole.Button, new() { Name = "Next step" }).ClickAsync();
        await page.GetByText("the next move, to Offer, would be refused until there is one").WaitForAsync();

        var link = page.GetByRole(AriaRole.Link, new() { Name = "9 open deals" });
        await Go(page, (await link.GetAttributeAsync("href"))!);

        await Expect(page.Locator("tbody tr:has(td.cell-name)")).ToHaveCountAsync(9);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Without a next step" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Figured 3")).ToHaveCountAsync(0);
    }

    private async Task<IPage> Open(string path)
    {
        var page = await SignIn("Root Admin", path);
        await page.Locator("[data-total]").WaitForAsync();
        return page;
    }

    private async Task<string[]> Names(string pipeline) => await Site.Ask(db => db.Stages
        .Where(stage => db.Pipelines.Any(one => one.Id == stage.PipelineId && one.Name == pipeline)).OrderBy(stage => stage.Position)
        .Select(stage => stage.Name).ToArrayAsync());

    // Ten deals of 100 each in New at 10 %; behind it Offer at 60 %.
    private async Task<(RecordId Pipeline, string Path)> Made(string name)
    {
        var number = await Site.Send("Root Admin", new AddPipeline(name, "EUR",
        [
            new NewStage("New", StageKind.Open, 0.1m), new NewStage("Offer", StageKind.Open, 0.6m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        var first = await Site.Ask(db => db.Stages.Where(stage => stage.PipelineId == number && stage.Position == 0).Select(stage => stage.Id).SingleAsync());
        for (var deal = 1; deal <= 10; deal++)
        {
            await Site.Send("Root Admin", new AddDeal(first, new DealFields($"{name} {deal}", 100m)));
        }

        var pipeline = new RecordId(RecordKind.Pipeline, number);
        return (pipeline, $"/settings/pipelines/{pipeline}");
    }
}
