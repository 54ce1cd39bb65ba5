using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class GetPipelineMetricsTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(world.Clock.Now.UtcDateTime);

    [Fact]
    public async Task The_figures_equal_an_independent_computation_in_sql()
    {
        var metrics = await world.As(world.Mia, Period());

        await using var db = world.Look();
        var sql = await db.Database.SqlQueryRaw<Figures>(
            """
            select count(*) filter (where outcome = 1 and closed_at >= {1} and closed_at < {2})::int as "Won",
                   coalesce(sum(amount) filter (where outcome = 1 and closed_at >= {1} and closed_at < {2}), 0) as "WonAmount",
                   count(*) filter (where outcome = 2 and closed_at >= {1} and closed_at < {2})::int as "Lost",
                   count(*) filter (where outcome = 0)::int as "Open",
                   count(*) filter (where created_at >= {1} and created_at < {2})::int as "Opened",
                   avg(extract(epoch from closed_at - created_at)) filter (where outcome = 1 and closed_at >= {1} and closed_at < {2})::float8 / 86400 as "CycleDays"
            from deals where pipeline_id = {0} and deleted_at is null
            """,
            world.SalesPipeline, world.Clock.Now.AddDays(-365).UtcDateTime.Date.ToUniversalTime(), world.Clock.Now.UtcDateTime.Date.AddDays(1).ToUniversalTime()).SingleAsync(Ct);
        metrics.Won.ShouldBe(sql.Won);
        metrics.Won.ShouldBeGreaterThan(0);
        metrics.WonAmount.ShouldBe(sql.WonAmount);
        metrics.Lost.ShouldBe(sql.Lost);
        metrics.Open.ShouldBe(sql.Open);
        metrics.Opened.ShouldBe(sql.Opened);
        metrics.CycleDays!.Value.ShouldBe(sql.CycleDays!.Value, 0.0001);
        metrics.VelocityPerDay!.Value.ShouldBe(
            metrics.Open * metrics.AverageWon!.Value * (decimal)metrics.WinRate!.Value / (decimal)metrics.CycleDays.Value, 0.01m);
    }

    [Fact]
    public async Task Conversions_never_grow_along_the_path()
    {
        var metrics = await world.As(world.Mia, Period());

        metrics.Conversions.Select(stage => stage.Stage).ShouldBe(["Qualified", "Proposal", "Negotiation"]);
        metrics.Conversions.Zip(metrics.Conversions.Skip(1)).ShouldAllBe(pair => pair.First.WentOn == pair.Second.Reached);
        metrics.Conversions.ShouldAllBe(stage => stage.WentOn <= stage.Reached);
    }

    [Fact]
    public async Task A_rep_is_shown_the_figures_of_the_team_only()
    {
        var all = await world.As(world.Mia, Period());
        var team = await world.As(world.Ada, Period());
        var same = await world.As(world.Mia, Period() with { TeamId = world.North });

        team.Open.ShouldBeLessThan(all.Open);
        team.Open.ShouldBe(same.Open);
    }

    [Fact]
    public async Task Whoever_does_not_see_amounts_gets_counts_without_money()
    {
        var metrics = await world.As(world.Sam, Period());

        metrics.Open.ShouldBeGreaterThan(0);
        metrics.OpenAmount.ShouldBeNull();
        metrics.WonAmount.ShouldBeNull();
        metrics.AverageWon.ShouldBeNull();
        metrics.VelocityPerDay.ShouldBeNull();
        metrics.LostReasons.ShouldAllBe(reason => reason.Reason == null);
    }

    [Fact]
    public async Task The_pipeline_of_another_tenant_does_not_exist() =>
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, Period()));

    [Fact]
    public async Task A_period_that_ends_before_it_starts_is_refused() =>
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, Period() with { To = Today.AddYears(-2) }));

    private GetPipelineMetrics Period() => new(world.SalesPipeline, Today.AddDays(-365), Today);

    private sealed record Figures(int Won, decimal WonAmount, int Lost, int Open, int Opened, double? CycleDays);
}
