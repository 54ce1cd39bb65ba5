namespace CrmLive.Shell;

public sealed class AsOfScaleTests
{
    private static readonly DateTimeOffset Born = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset[] Changes = [Born, Born.AddDays(1), Born.AddDays(31)];

    [Fact]
    public void Change_by_change_each_place_is_a_change_and_the_last_is_now()
    {
        var scale = new AsOfScale(Changes, Born.AddDays(40), IsByTime: false);

        Enumerable.Range(0, scale.Last + 1).Select(scale.At).ShouldBe([Changes[0], Changes[1], Changes[2], null]);
        (scale.Of(Born.AddDays(20)), scale.Of(Born.AddDays(-1)), scale.Of(null)).ShouldBe((1, 0, 3));
        Changes.Select(scale.Share).ShouldBe([0, 1 / 3d, 2 / 3d]);
    }

    [Theory]
    [InlineData(40, 24 * 60, 40)]
    [InlineData(10, 60, 240)]
    [InlineData(0.01, 1, 15)]
    [InlineData(3_000, 24 * 60, 3_000)]
    public void By_time_the_steps_are_equal_and_fit_the_age(double days, int minutes, int places)
    {
        var scale = new AsOfScale([Born], Born.AddDays(days), IsByTime: true);

        (scale.Step, scale.Last).ShouldBe((TimeSpan.FromMinutes(minutes), places));
        (scale.At(0), scale.At(1), scale.At(places)).ShouldBe((Born, Born.AddMinutes(minutes), null));
    }

    [Fact]
    public void Whichever_instant_a_place_stands_for_leads_back_to_it()
    {
        foreach (var isByTime in new[] { false, true })
        {
            var scale = new AsOfScale(Changes, Born.AddDays(40), isByTime);
            Enumerable.Range(0, scale.Last + 1).ShouldAllBe(place => scale.Of(scale.At(place)) == place);
        }
    }

    [Fact]
    public void A_record_without_changes_or_without_age_has_only_now_to_show()
    {
        new AsOfScale([], Born, IsByTime: true).At(0).ShouldBeNull();
        var young = new AsOfScale([Born], Born, IsByTime: true);
        (young.At(0), young.At(1), young.Share(Born)).ShouldBe((Born, null, 0d));
    }
}
