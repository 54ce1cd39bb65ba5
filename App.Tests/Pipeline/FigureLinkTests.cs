using CrmLive.Support;

namespace CrmLive.Pipeline;

/// <summary>Behind every number stand exactly the deals that it counts.</summary>
public sealed class FigureLinkTests(FigureWorld figures) : IClassFixture<FigureWorld>
{
    private World World => figures.World;

    public static TheoryData<string, string> Views
    {
        get
        {
            var views = new TheoryData<string, string>();
            foreach (var (name, _) in Periods.Names)
            {
                views.Add("Mia", name);
                views.Add("Ada", name);
            }

            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Lists_as_many_deals_as_the_figure_says(string who, string period)
    {
        await Agree(who == "Mia" ? World.Mia : World.Ada, period);
    }

    [Theory]
    [InlineData("America/Los_Angeles", "this-quarter")]
    [InlineData("America/Los_Angeles", "12-months")]
    [InlineData("Pacific/Auckland", "last-month")]
    [InlineData("Pacific/Auckland", "12-months")]
    public async Task Lists_hold_what_figures_count_in_the_calendar_of_the_person(string zone, string period)
    {
        var mia = World.Mia with { Zone = zone };
        await Agree(mia, period);
        foreach (var scope in await Scopes(period, mia))
        {
            foreach (var point in await World.As(mia, new GetPipelineOverTime(scope.Pipeline.Id, scope.Period.From, scope.Period.To, scope.OwnerId, scope.TeamId)))
            {
                (await Count(scope.OpenOn(point.Day), mia)).ShouldBe(point.Open, $"{point.Day} of {scope}");
            }
        }
    }

    private async Task Agree(Person person, string period)
    {
        foreach (var scope in await Scopes(period, person))
        {
            var metrics = await World.As(person, scope.Metrics());
            foreach (var (name, link, count, amount) in Numbers(scope, metrics))
            {
                var sum = await World.As(person, new SumDeals(DealAddress.Of(link.ToString()[DealAddress.Path.Length..]).Request()));
                sum.Count.ShouldBe(count, $"{name} of {scope}: {link}");
                (amount is null || sum.Amount == amount || (sum.Count == 0 && amount == 0)).ShouldBeTrue($"{name} of {scope} adds up to {sum.Amount}, not {amount}");
            }
        }
    }

    [Theory]
    [InlineData("this-quarter")]
    [InlineData("24-months")]
    public async Task Pictures_link_to_as_many_deals_as_they_show(string period)
    {
        foreach (var scope in await Scopes(period))
        {
            var points = await World.As(World.Mia, new GetPipelineOverTime(scope.Pipeline.Id, scope.Period.From, scope.Period.To, scope.OwnerId, scope.TeamId));
            var times = await World.As(World.Mia, new GetCycleTimes(scope.Pipeline.Id, scope.Period.From, scope.Period.To, scope.OwnerId, scope.TeamId));

            points.ShouldNotBeEmpty();
            foreach (var point in points)
            {
                (await Count(scope.OpenOn(point.Day))).ShouldBe(point.Open, $"{point.Day} of {scope}");
            }

            foreach (var bin in times.Bins)
            {
                (await Count(scope.Cycle(bin.From, bin.To))).ShouldBe(bin.Deals, $"{bin} of {scope}");
            }

            times.Bins.Sum(bin => bin.Deals).ShouldBe((await World.As(World.Mia, scope.Metrics())).Won);
        }
    }

    [Fact]
    public async Task The_generated_year_has_something_of_everything()
    {
        var scope = (await Scopes("24-months"))[0];
        var metrics = await World.As(World.Mia, scope.Metrics());

        Numbers(scope, metrics).ShouldAllBe(number => number.Count > 0);
        metrics.LostReasons.Count.ShouldBeGreaterThan(2);
        metrics.Slipped.ShouldBeLessThan(metrics.Due);
    }

    [Fact]
    public async Task The_last_point_is_what_the_board_says()
    {
        var scope = (await Scopes("12-months"))[0];
        var points = await World.As(World.Mia, new GetPipelineOverTime(scope.Pipeline.Id, scope.Period.From, scope.Period.To));
        var board = await World.As(World.Mia, new GetBoard(scope.Pipeline.Id, new BoardFilter()));
        var open = board.Totals.Where(total => scope.Pipeline.Stage(total.StageId)!.IsOpen).ToList();

        points[^1].ShouldBe(new PipelineAt(figures.Today, open.Sum(total => total.Count), open.Sum(total => total.Total!.Value)));
    }

    [Fact]
    public async Task An_address_says_the_same_after_it_was_read()
    {
        foreach (var scope in await Scopes("this-year"))
        {
            foreach (var link in Numbers(scope, await World.As(World.Mia, scope.Metrics())).Select(number => number.Link))
            {
                DealAddress.Of(link.ToString()[DealAddress.Path.Length..]).ShouldBe(link);
            }
        }
    }

    private static IEnumerable<(string Name, DealAddress Link, int Count, decimal? Amount)> Numbers(FigureScope scope, PipelineMetrics metrics) =>
    [
        ("open", scope.Open, metrics.Open, metrics.OpenAmount),
        ("opened", scope.Opened, metrics.Opened, null),
        ("won", scope.Won, metrics.Won, metrics.WonAmount),
        ("lost", scope.Lost, metrics.Lost, metrics.LostAmount),
        ("closed", scope.Closed, metrics.Won + metrics.Lost, null),
        ("due", scope.Due, metrics.Due, null),
        ("slipped", scope.Slipped, metrics.Slipped, null),
        .. metrics.Conversions.Select(step => ($"reached {step.Stage}", scope.Reached(step.StageId), step.Reached, (decimal?)null)),
        .. metrics.Conversions.Select(step => ($"passed {step.Stage}", scope.Passed(step.StageId), step.WentOn, (decimal?)null)),
        .. metrics.LostReasons.Select(reason => ($"lost: {reason.Reason}", scope.LostBecause(reason.Reason), reason.Count, (decimal?)null)),
    ];

    private async Task<int> Count(DealAddress link, Person? person = null) =>
        (await World.As(person ?? World.Mia, new SumDeals(DealAddress.Of(link.ToString()[DealAddress.Path.Length..]).Request()))).Count;

    private async Task<List<FigureScope>> Scopes(string period, Person? person = null)
    {
        var today = Days.Of(World.Clock.Now, (person ?? World.Mia).Caller.Zone);
        var pipelines = (await World.As(World.Mia, new ListPipelines())).Rows;
        var scope = new FigureScope(pipelines.Single(pipeline => pipeline.Id == World.SalesPipeline), Periods.Named(period, today)!, today);
        return [scope, scope with { OwnerId = World.Ada.Id }, scope with { TeamId = World.South }];
    }
}
