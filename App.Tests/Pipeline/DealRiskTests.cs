namespace CrmLive.Pipeline;

public sealed class DealRiskTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DealSigns Healthy = new("Proposal", true, Now.AddDays(-3), new DateOnly(2026, 3, 20), 0, true, 1000m, 1000m);
    private static readonly StagePace Software = new(1, 15, "Software");

    [Fact]
    public void A_deal_on_its_way_has_none() => Of(Healthy).ShouldBe(DealRisk.None);

    [Fact]
    public void Twice_the_median_of_the_segment_is_high_and_says_so()
    {
        var risk = Of(Healthy with { StageSince = Now.AddDays(-31) });

        risk.Level.ShouldBe(RiskLevel.High);
        risk.Reasons.ShouldBe(["31 days in Proposal, twice the median of 15 for Software"]);
    }

    [Fact]
    public void Without_a_segment_the_median_is_that_of_the_stage() =>
        DealRisk.Of(Healthy with { StageSince = Now.AddDays(-50) }, new StagePace(1, 15), Now).Reasons.ShouldBe(["50 days in Proposal, 3 times the median of 15"]);

    [Fact]
    public void Slow_is_watched()
    {
        var risk = Of(Healthy with { StageSince = Now.AddDays(-23) });

        risk.Level.ShouldBe(RiskLevel.Watch);
        risk.Reasons.ShouldBe(["23 days in Proposal, more than the median of 15 for Software"]);
    }

    [Theory]
    [InlineData(18, "Expected close was 12 days ago")]
    [InlineData(29, "Expected close was yesterday")]
    [InlineData(30, null)]
    [InlineData(31, null)]
    public void A_close_date_counts_from_the_day_after(int daysFromJanuary31, string? words) =>
        Of(Healthy with { ExpectedClose = new DateOnly(2026, 1, 31).AddDays(daysFromJanuary31) }).Reasons.ShouldBe(words is null ? [] : [words]);

    [Theory]
    [InlineData(1, RiskLevel.None)]
    [InlineData(2, RiskLevel.Watch)]
    [InlineData(3, RiskLevel.High)]
    public void Putting_the_close_date_off_is_counted(int moves, RiskLevel level) => Of(Healthy with { CloseMoves = moves }).Level.ShouldBe(level);

    [Theory]
    [InlineData(1000, 700, "Amount fell by 30 %")]
    [InlineData(1000, 801, null)]
    [InlineData(0, 0, null)]
    [InlineData(500, 900, null)]
    public void A_fifth_less_than_it_once_was_is_a_fall(int highest, int amount, string? words) =>
        Of(Healthy with { HighestAmount = highest, Amount = amount }).Reasons.ShouldBe(words is null ? [] : [words]);

    [Fact]
    public void What_is_hidden_is_no_reason() => Of(Healthy with { Amount = null, HighestAmount = 9000m, HasNextStep = null }).ShouldBe(DealRisk.None);

    [Fact]
    public void The_gravest_reason_comes_first_and_gives_the_level()
    {
        var risk = Of(Healthy with { HasNextStep = false, CloseMoves = 4 });

        risk.Level.ShouldBe(RiskLevel.High);
        risk.Reasons.ShouldBe(["Close date moved 4 times", "No next step"]);
    }

    [Fact]
    public void A_closed_deal_has_none() => Of(Healthy with { IsOpen = false, HasNextStep = false, CloseMoves = 9 }).ShouldBe(DealRisk.None);

    [Fact]
    public void Only_a_later_date_in_place_of_another_puts_a_deal_off()
    {
        var pipeline = new SalesPipeline(1, "Sales", "EUR", 0);
        var stage = pipeline.AddStage(2, "Qualified", StageKind.Open, 0.2m);
        var deal = new Deal(3, 4, new DealFields("x", 1), pipeline, stage, new Responsible(null, null, null), Now);

        deal.Edit(deal.Fields() with { ExpectedClose = new DateOnly(2026, 4, 1) });
        deal.CloseMoves.ShouldBe(0);
        deal.Edit(deal.Fields() with { ExpectedClose = new DateOnly(2026, 3, 20) });
        deal.CloseMoves.ShouldBe(0);
        deal.Edit(deal.Fields() with { ExpectedClose = new DateOnly(2026, 5, 1) });
        deal.Edit(deal.Fields() with { ExpectedClose = new DateOnly(2026, 5, 1) });
        deal.CloseMoves.ShouldBe(1);
    }

    private static DealRisk Of(DealSigns signs) => DealRisk.Of(signs, Software, Now);
}
