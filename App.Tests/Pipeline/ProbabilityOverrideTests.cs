using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class ProbabilityOverrideTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task An_estimate_counts_with_who_when_and_why_and_the_weighted_total_follows()
    {
        var deal = world.Deal("Acme second plant");
        var (before, weighted) = (await Deal(deal), await Weighted());

        await world.As(world.Ada, new OverrideProbability(deal, 0.9m, "They have the budget"));

        var after = await Deal(deal);
        (after.Probability, after.Override!.StageShare, after.Override.Reason, after.Override.By).ShouldBe((0.9m, before.Probability, "They have the budget", "Ada Lovelace"));
        (await Weighted()).ShouldBe(weighted + (before.Amount!.Value * (0.9m - before.Probability!.Value)));
        var history = (await world.As(world.Ada, new GetDealHistory(deal))).Rows[0];
        history.Verb.ShouldBe("probability_overridden");
        history.Changes.ShouldContain(change => change.Field == "to_probability" && change.After == "0.9");
        await using var db = world.Look();
        (await db.AuditEntries.AnyAsync(entry => entry.Action == nameof(OverrideProbability) && entry.Reason == "They have the budget", TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task It_ends_on_request_and_when_the_deal_changes_stage()
    {
        var deal = world.Deal("Fjord Wind pilot");
        var stage = (await Deal(deal)).Probability;
        await world.As(world.Ada, new OverrideProbability(deal, 0.05m, "Quiet for weeks"));
        await world.As(world.Ada, new EndProbabilityOverride(deal));
        ((await Deal(deal)).Probability, (await Deal(deal)).Override).ShouldBe((stage, null));

        await world.As(world.Ada, new OverrideProbability(deal, 0.05m, "Quiet for weeks"));
        await world.As(world.Ada, new MoveDeal(deal, world.Proposal));

        ((await Deal(deal)).Override, (await Deal(deal)).Probability).ShouldBe((null, 0.5m));
    }

    [Fact]
    public async Task It_needs_a_reason_and_a_share_and_an_open_deal()
    {
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new OverrideProbability(world.AcmeRenewal, 0.5m, " ")));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new OverrideProbability(world.AcmeRenewal, null, "Why not")));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new OverrideProbability(world.AcmeRenewal, 1.1m, "Sure")));
        var lost = world.Deal("Borealis cold chain");
        await world.As(world.Ada, new MoveDeal(lost, world.Lost, Reason: "Price"));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new OverrideProbability(lost, 0.5m, "Perhaps not")));
    }

    [Fact]
    public async Task Who_may_not_change_the_deal_or_see_the_probability_does_not_estimate()
    {
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new OverrideProbability(world.AcmeRenewal, 0.5m, "x")));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new OverrideProbability(world.AcmeRenewal, 0.5m, "x")));
        await world.As(world.Ada, new OverrideProbability(world.AcmeRenewal, 0.7m, "Secret reason"));

        var seen = await world.As(world.Sam, new GetDeal(world.AcmeRenewal));

        (seen.Probability, seen.Override!.StageShare, seen.Override.Reason).ShouldBe((null, null, null));
        (await world.As(world.Sam, new GetDealHistory(world.AcmeRenewal))).Rows[0].Changes
            .Where(change => change.Field is "to_probability" or "from_probability" or "override_reason").ShouldAllBe(change => change.IsHidden);
    }

    private Task<DealDetails> Deal(long deal) => world.As(world.Ada, new GetDeal(deal));

    private async Task<decimal> Weighted()
    {
        await using var db = world.Look();
        return await db.Deals.Where(deal => deal.Outcome == StageKind.Open).SumAsync(deal => deal.Amount * deal.Probability, TestContext.Current.CancellationToken);
    }
}
