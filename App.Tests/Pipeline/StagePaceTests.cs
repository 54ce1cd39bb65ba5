namespace CrmLive.Pipeline;

public sealed class StagePaceTests
{
    [Fact]
    public void The_median_is_the_middle_departure() =>
        StagePace.Of(1, [(2, 1), (10, 1), (90, 1)]).MedianDays.ShouldBe(10);

    [Fact]
    public void Days_with_many_departures_weigh_as_much_as_they_are() =>
        StagePace.Of(1, [(2, 5), (10, 1), (90, 3)]).MedianDays.ShouldBe(2);

    [Fact]
    public void Two_departures_say_nothing() => StagePace.Of(1, [(2, 1), (4, 1)]).MedianDays.ShouldBeNull();

    [Theory]
    [InlineData(14.9, DealAge.Usual)]
    [InlineData(15, DealAge.Slow)]
    [InlineData(19.9, DealAge.Slow)]
    [InlineData(20, DealAge.Stuck)]
    public void Age_is_judged_against_the_median(double days, DealAge judged) =>
        new StagePace(1, 10).Judge(TimeSpan.FromDays(days)).ShouldBe(judged);

    [Fact]
    public void Without_a_median_every_age_is_usual() =>
        new StagePace(1, null).Judge(TimeSpan.FromDays(400)).ShouldBe(DealAge.Usual);
}
