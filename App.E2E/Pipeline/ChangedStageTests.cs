using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Somebody changes the stages of a pipeline while somebody else has a card in the hand.</summary>
public sealed class ChangedStageTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_card_dropped_on_a_stage_that_is_gone_stays_and_says_so()
    {
        var (way, his) = await Lifted("Gone target");
        await his.Over("Second");
        await Remove(way, 1, target: 2);
        await Expect(his.Lane("Second")).ToHaveCountAsync(0);

        await his.Drop();

        await Expect(his.Refusal("First", "Held card")).ToContainTextAsync("That stage was removed from the pipeline. Choose another one.");
        await his.Drag("Held card", "Third");
        await Expect(his.Card("Third", "Held card")).ToBeVisibleAsync();
        await Expect(his.Count("Third")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task A_card_whose_own_stage_is_removed_lies_where_its_deals_go()
    {
        var (way, his) = await Lifted("Gone home");
        await Remove(way, 0, target: 1);
        await Expect(his.Lane("First")).ToHaveCountAsync(0);
        await Expect(his.Card("Second", "Held card")).ToHaveCountAsync(1);
        await his.Over("Third");

        await his.Drop();

        await Expect(his.Refusal("Second", "Held card")).ToContainTextAsync("It was moved to Second a moment ago.");
        await his.Drag("Held card", "Third");
        await Expect(his.Card("Third", "Held card")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_stage_removed_at_the_moment_of_the_drop_loses_no_card()
    {
        for (var round = 0; round < 3; round++)
        {
            var (way, his) = await Lifted($"Raced {round}");
            await his.Over("Second");

            await Task.WhenAll(his.Drop(), Remove(way, 1, target: 2));

            await Expect(his.Lane("Second")).ToHaveCountAsync(0);
            await Expect(his.Refusal("First", "Held card").Or(his.Card("Third", "Held card"))).ToBeVisibleAsync();
            await Expect(his.Card("Held card")).ToHaveCountAsync(1);
            var stage = await Site.Ask(db => db.Deals.Where(deal => deal.PipelineId == way.Key.Number)
                .Join(db.Stages, deal => deal.StageId, one => one.Id, (_, one) => one.Name).SingleAsync());
            await Expect(his.Card(stage, "Held card")).ToBeVisibleAsync();
            await Expect(his.Count(stage)).ToHaveTextAsync("1");
        }
    }

    [Fact]
    public async Task A_stage_that_got_another_name_and_asks_for_more_asks_at_the_drop()
    {
        var (way, his) = await Lifted("Stricter");
        await his.Over("Second");
        await way.Redesign(Site, stage => stage.Name == "Second" ? stage with { Name = "Offer", Required = [DealField.NextStep] } : stage);
        await Expect(his.Lane("Offer")).ToBeVisibleAsync();

        await his.Drop();

        var question = his.Lane("Offer").GetByRole(AriaRole.Group, new() { Name = "Held card to Offer" });
        await question.GetByLabel("Next step").FillAsync("Send it");
        await question.GetByRole(AriaRole.Button, new() { Name = "Move to Offer" }).ClickAsync();
        await Expect(his.Card("Offer", "Held card")).ToContainTextAsync("Send it");
    }

    private async Task<(GuardedPipeline Way, Hand Hand)> Lifted(string pipeline)
    {
        var way = await GuardedPipeline.Make(Site, pipeline, _ => { });
        await way.Open(Site, "Ada Lovelace", "Held card");
        var his = await new Hand(await SignIn("Ada Lovelace", way.Path)).Ready();
        await his.Lift("Held card");
        return (way, his);
    }

    private Task Remove(GuardedPipeline way, int place, int target) =>
        way.Redesign(Site, stage => stage.Id == way.Stages[place] ? null : stage, new StageRemoval(way.Stages[place], way.Stages[target]));
}
