using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What was moved by mistake and moved back stands as if nothing had happened.</summary>
public sealed class UndoMoveTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(world.Clock.Now.UtcDateTime);

    [Fact]
    public async Task A_deal_goes_back_with_its_age_its_place_and_its_estimate()
    {
        var deal = world.AcmeRenewal;
        await world.As(world.Ada, new OverrideProbability(deal, 0.9m, "They have the budget"));
        var before = await Read(deal);
        var moved = await world.As(world.Ada, new MoveDeal(deal, world.Negotiation));
        world.Clock.Advance(TimeSpan.FromHours(5));

        await world.As(world.Ada, new UndoDealMove(deal, moved.ChangeId));

        var after = await Read(deal);
        Standing(after).ShouldBe(Standing(before));
        await using var db = world.Look();
        var steps = await db.StageChanges.Where(change => change.DealId == deal).OrderByDescending(change => change.At).Take(2).ToListAsync(Ct);
        steps.Select(step => step.TakesBackId).ShouldBe([moved.ChangeId, null]);
        steps[0].SecondsInStage.ShouldBe(5 * 3_600);
    }

    [Fact]
    public async Task A_win_of_the_past_is_won_then_again_and_a_loss_keeps_its_reason()
    {
        var won = await Closed(StageKind.Won);
        var lost = await Closed(StageKind.Lost);
        foreach (var deal in new[] { won, lost })
        {
            var before = await Read(deal);
            var reopened = await world.AsSoftware(world.Acme, new MoveDeals([new DealAt(deal)], world.Proposal));
            world.Clock.Advance(TimeSpan.FromDays(1));

            (await world.AsSoftware(world.Acme, new UndoDealMoves([new MovedBack(deal, reopened[0].ChangeId, reopened[0].FromRank, reopened[0].Rank)])))[0].Refused.ShouldBeNull();

            Standing(await Read(deal)).ShouldBe(Standing(before));
        }

        (await Read(lost)).LostReason.ShouldNotBeNull();
    }

    [Fact]
    public async Task No_figure_remembers_a_move_that_was_taken_back()
    {
        var before = await Figures();
        foreach (var (deal, to) in new[] { (world.Deal("Cobalt dispatch"), world.Won), (world.Deal("Fjord help desk"), world.Lost), (await Closed(StageKind.Won), world.Proposal) })
        {
            var moved = await world.AsSoftware(world.Acme, new MoveDeal(deal, to, Reason: "By mistake"));
            await world.AsSoftware(world.Acme, new UndoDealMove(deal, moved.ChangeId));
        }

        (await Figures()).ShouldBe(before);
    }

    [Fact]
    public async Task Done_again_it_counts_again()
    {
        var deal = world.Deal("Borealis service desk");
        var reached = (await Metrics()).Conversions[^1].WentOn;
        var won = await world.AsSoftware(world.Acme, new MoveDeals([new DealAt(deal)], world.Won));
        var at = (await Read(deal)).ClosedAt;
        world.Clock.Advance(TimeSpan.FromMinutes(7));
        var back = await world.AsSoftware(world.Acme, new UndoDealMoves([Back(won[0])]));
        (await Metrics()).Conversions[^1].WentOn.ShouldBe(reached);

        await world.AsSoftware(world.Acme, new UndoDealMoves([Back(back[0])]));

        (await Read(deal)).ClosedAt.ShouldBe(at);
        (await Metrics()).Conversions[^1].WentOn.ShouldBe(reached + 1);
    }

    [Fact]
    public async Task Who_has_taken_a_deal_over_since_takes_its_last_move_back()
    {
        var deal = world.DeltaDesk;
        var moved = await world.As(world.Ben, new MoveDeal(deal, world.Negotiation));
        await world.As(world.Mia, new AssignDeal(deal, world.Ada.Id));

        await world.As(world.Ada, new UndoDealMove(deal, moved.ChangeId));

        (await Read(deal)).StageSince.ShouldBe(world.Clock.Now.AddDays(-33), TimeSpan.FromDays(3));
        (await Read(deal)).OwnerId.ShouldBe(world.Ada.Id);
    }

    private static MovedBack Back(MovedDeal moved) => new(moved.DealId, moved.ChangeId, moved.FromRank, moved.Rank);

    private static object Standing(Deal deal) =>
        (deal.StageId, deal.Outcome, deal.StageSince, deal.ClosedAt, deal.LostReason, deal.Rank, deal.Probability, (deal.OverrideShare, deal.OverrideReason, deal.OverrideById, deal.OverrideAt));

    private async Task<Deal> Read(long deal)
    {
        await using var db = world.Look();
        return await db.Deals.AsNoTracking().SingleAsync(row => row.Id == deal, Ct);
    }

    private async Task<long> Closed(StageKind outcome)
    {
        await using var db = world.Look();
        return await db.Deals.Where(deal => deal.PipelineId == world.SalesPipeline && deal.Outcome == outcome).OrderBy(deal => deal.ClosedAt).Select(deal => deal.Id).FirstAsync(Ct);
    }

    private Task<PipelineMetrics> Metrics() => world.As(world.Mia, new GetPipelineMetrics(world.SalesPipeline, Today.AddYears(-2), Today));

    private async Task<string> Figures()
    {
        var metrics = await Metrics();
        var times = await world.As(world.Mia, new GetCycleTimes(world.SalesPipeline, Today.AddYears(-2), Today));
        var points = await world.As(world.Mia, new GetPipelineOverTime(world.SalesPipeline, Today.AddDays(-100), Today));
        return string.Join('\n',
        [
            $"{metrics}", .. metrics.Conversions.Select(step => $"{step}"), .. metrics.LostReasons.Select(reason => $"{reason}"), $"{times.Median} {times.Slowest}",
            .. times.Bins.Select(bin => $"{bin}"), .. points.Select(point => $"{point}"),
        ]);
    }
}
