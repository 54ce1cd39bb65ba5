using CrmLive.Support;

namespace CrmLive.Pipeline;

/// <summary>Days are those of whoever asks: in lists, files, figures, on boards and in rules alike. Programs are told UTC.</summary>
public sealed class PersonalDaysTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string LosAngeles = "America/Los_Angeles";
    private static readonly DateOnly Ninth = new(2026, 3, 9);
    private long _deal;

    private Person Ada => world.Ada with { Zone = LosAngeles };

    // In Los Angeles it is a quarter to midnight on the eighth; the clocks have just been put forward there.
    public async ValueTask InitializeAsync()
    {
        _deal = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields($"Late evening {Guid.NewGuid():N}", 100m, world.AcmeGmbH, ExpectedClose: Ninth.AddDays(-1))));
        world.Clock.Advance(new DateTimeOffset(2026, 3, 9, 6, 45, 0, TimeSpan.Zero) - world.Clock.Now);
        await world.AsSoftware(world.Acme, new MoveDeal(_deal, world.Won));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_list_is_narrowed_by_the_days_of_the_person()
    {
        (await Closed(Ada, Ninth.AddDays(-1))).ShouldContain(_deal);
        (await Closed(Ada, Ninth)).ShouldNotContain(_deal);
        (await Closed(world.Ada, Ninth)).ShouldContain(_deal);
        (await Closed(world.Ada, Ninth.AddDays(-1))).ShouldNotContain(_deal);
    }

    [Fact]
    public async Task A_file_holds_what_the_page_shows()
    {
        var key = new RecordId(RecordKind.Deal, _deal).ToString();

        (await File($"?closed=2026-03-08..2026-03-08&zone={LosAngeles}")).ShouldContain(line => line.StartsWith(key, StringComparison.Ordinal));
        (await File($"?closed=2026-03-09..2026-03-09&zone={LosAngeles}")).ShouldNotContain(line => line.StartsWith(key, StringComparison.Ordinal));
        (await File("?closed=2026-03-09..2026-03-09")).ShouldContain(line => line.StartsWith(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_count_it_on_the_same_day_and_not_as_late()
    {
        var day = new GetPipelineMetrics(world.SalesPipeline, Ninth.AddDays(-1), Ninth.AddDays(-1), world.Ada.Id);

        var (mine, utc) = (await world.As(Ada, day), await world.As(world.Ada, day));

        // Each test of the class closes a deal on this evening.
        var late = (await Closed(Ada, Ninth.AddDays(-1))).Except(await Closed(world.Ada, Ninth.AddDays(-1))).ToList();
        late.ShouldContain(_deal);
        mine.Won.ShouldBe(utc.Won + late.Count);
        (await Slipped(Ada)).ShouldNotContain(_deal);
        (await Slipped(world.Ada)).ShouldContain(_deal);
    }

    [Fact]
    public async Task What_is_due_today_is_not_late_where_it_still_is_today()
    {
        var open = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("Due tonight", 100m, world.AcmeGmbH, ExpectedClose: Ninth.AddDays(-1), NextStep: "Call")));

        (await Risk(Ada, open)).ShouldBe([]);
        (await Risk(world.Ada, open)).ShouldBe(["Expected close was yesterday"]);
    }

    [Fact]
    public async Task A_board_shows_what_was_closed_in_the_month_of_the_person()
    {
        world.Clock.Advance(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero) - world.Clock.Now);

        (await Board(Ada)).ShouldContain(_deal);
        (await Board(world.Ada)).ShouldNotContain(_deal);
    }

    private async Task<IEnumerable<long>> Closed(Person person, DateOnly day) =>
        (await world.As(person, new ListDeals(Take: 200, Filter: new DealFilter(ClosedFrom: day, ClosedTo: day)))).Rows.Select(row => row.Id);

    private async Task<IEnumerable<long>> Slipped(Person person) =>
        (await world.As(person, new ListDeals(Take: 200, Filter: new DealFilter(OnlySlipped: true)))).Rows.Select(row => row.Id);

    private async Task<IReadOnlyList<string>> Risk(Person person, long deal) =>
        (await world.As(person, new ListDeals(Ids: [deal], WithRisk: true))).Rows.ShouldHaveSingleItem().Risk!.Reasons;

    private async Task<IEnumerable<long>> Board(Person person) =>
        (await world.As(person, new GetBoard(world.SalesPipeline, BoardFilter.None))).Cards.Select(card => card.Id);

    private Task<List<string>> File(string query) => Download.Lines(world, world.Ada, "/deals/export.{format}", "csv", query);
}
