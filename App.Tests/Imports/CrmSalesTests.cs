using System.Globalization;
using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

public sealed class CrmSalesTests(SalesWorld sales) : IClassFixture<SalesWorld>
{
    private const string Absent = "The set crm-sales is not beside the repository.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_facts_of_the_set_come_out_of_the_database_to_the_unit()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);

        var stages = await db.Deals.Join(db.Stages, deal => deal.StageId, stage => stage.Id, (deal, stage) => new { stage.Name, deal.Amount })
            .GroupBy(row => row.Name).Select(row => new { row.Key, Count = row.Count(), Sum = row.Sum(deal => deal.Amount) }).ToDictionaryAsync(row => row.Key, Ct);
        stages["Won"].Count.ShouldBe(4238);
        stages["Lost"].Count.ShouldBe(2473);
        stages["Engaging"].Count.ShouldBe(1589);
        stages["Prospecting"].Count.ShouldBe(500);
        stages["Won"].Sum.ShouldBe(10_005_534m);
        Math.Round(100m * stages["Won"].Count / (stages["Won"].Count + stages["Lost"].Count), 2).ShouldBe(63.15m);
        (await db.Accounts.CountAsync(Ct)).ShouldBe(85);
        (await db.Products.CountAsync(Ct)).ShouldBe(7);
        (await db.Teams.CountAsync(Ct)).ShouldBe(6);
    }

    [Fact]
    public async Task Won_deals_took_51_78_days_on_average_by_their_rebuilt_history()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);

        var cycles = await db.StageChanges.Where(change => change.ToOutcome == StageKind.Won).Select(change => change.SecondsInStage!.Value).ToListAsync(Ct);

        cycles.Count.ShouldBe(4238);
        Math.Round(cycles.Average() / 86_400, 2).ShouldBe(51.78);
    }

    [Fact]
    public async Task The_board_counts_the_open_deals_to_the_unit()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);
        var pipeline = await db.Pipelines.Include(one => one.Stages).SingleAsync(Ct);

        var board = await sales.World.AsSoftware(sales.Maven, new GetBoard(pipeline.Id, new BoardFilter()));

        var counts = pipeline.Stages.ToDictionary(stage => stage.Name, stage => board.Totals.SingleOrDefault(totals => totals.StageId == stage.Id)?.Count ?? 0);
        (counts["Prospecting"], counts["Engaging"]).ShouldBe((500, 1589));
    }

    [Fact]
    public async Task The_figures_come_out_of_the_rest_interface_to_the_unit()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);
        var pipeline = await db.Pipelines.SingleAsync(Ct);

        var figures = await sales.Rest($"pipelines/{new RecordId(RecordKind.Pipeline, pipeline.Id)}/metrics?from=2016-10-01&to=2017-12-31");

        (figures.GetProperty("won").GetInt32(), figures.GetProperty("lost").GetInt32(), figures.GetProperty("open").GetInt32()).ShouldBe((4238, 2473, 2089));
        figures.GetProperty("won_amount").ToString().ShouldStartWith("10005534");
        Math.Round(100 * figures.GetProperty("win_rate").GetDouble(), 2).ShouldBe(63.15);
        Math.Round(figures.GetProperty("cycle_days").GetDouble(), 2).ShouldBe(51.78);
    }

    [Theory]
    [InlineData("2016-10-01", "2017-12-31")]
    [InlineData("2017-03-01", "2017-03-31")]
    [InlineData("2017-07-01", "2017-09-30")]
    public async Task The_figures_of_any_period_equal_an_independent_computation(string from, string to)
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);
        var pipeline = (await sales.World.AsSoftware(sales.Maven, new ListPipelines())).Rows.Single();
        var period = new Period(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture));
        var scope = new FigureScope(pipeline, period, DateOnly.FromDateTime(sales.World.Clock.Now.UtcDateTime));

        var busiest = await db.Deals.GroupBy(deal => new { deal.OwnerId, deal.TeamId }).OrderByDescending(deals => deals.Count()).Select(deals => deals.Key).FirstAsync(Ct);
        foreach (var part in new[] { scope, scope with { OwnerId = busiest.OwnerId }, scope with { TeamId = busiest.TeamId } })
        {
            await FigureSqlTests.Compare(db, part, metrics => sales.World.AsSoftware(sales.Maven, metrics));
        }

        foreach (var point in await sales.World.AsSoftware(sales.Maven, new GetPipelineOverTime(pipeline.Id, period.From, period.To)))
        {
            (await FiguresBySql.At(db, scope, point.Day, Ct)).ShouldBe(new SqlPoint(point.Open, point.Amount!.Value));
        }
    }

    [Fact]
    public async Task Agents_are_reps_in_the_team_that_their_manager_leads()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);

        var reps = await db.UserRoles.CountAsync(link => db.Roles.Any(role => role.Id == link.RoleId && role.Key == "rep"), Ct);
        var leads = await db.TeamMembers.CountAsync(member => member.Leads, Ct);
        var withoutTeam = await db.Deals.CountAsync(deal => deal.TeamId == null, Ct);

        reps.ShouldBe(35);
        leads.ShouldBe(6);
        withoutTeam.ShouldBe(0);
    }

    [Fact]
    public async Task Subsidiaries_belong_to_their_parent()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);

        var subsidiaries = await db.Accounts.CountAsync(account => db.Accounts.Any(parent => parent.Id == account.ParentId && parent.Name == "Acme Corporation"), Ct);
        var acme = await db.Accounts.SingleAsync(account => account.Name == "Acme Corporation", Ct);

        subsidiaries.ShouldBe(4);
        acme.AnnualRevenue.ShouldBe(1_100_040_000m);
        acme.Industry.ShouldBe("technology");
    }

    [Fact]
    public void The_faults_of_the_set_are_reported_row_by_row()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        var deals = sales.Report!.Table("opportunities");

        deals.Rows.ShouldBe(8800);
        deals.Created.ShouldBe(8800);
        deals.Refused.ShouldBe(0);
        deals.Codes["alias"].ShouldBe(1480);
        deals.Codes["account.blank"].ShouldBe(1425);
        deals.Codes["history.undated"].ShouldBe(500);
        sales.Report.Table("agents").Codes["record.unused"].ShouldBe(5);
        sales.Report.Table("accounts").Codes["alias"].ShouldBeGreaterThan(0);
        File.ReadLines(sales.Report.Files[0]).Count(line => line.Contains(",alias,", StringComparison.Ordinal))
            .ShouldBe(1480 + sales.Report.Table("accounts").Codes["alias"]);
    }

    [Fact]
    public async Task Open_deals_count_with_the_list_price_of_their_product()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);

        var wrong = await db.Deals.Where(deal => deal.Outcome == StageKind.Open)
            .CountAsync(deal => !db.Products.Any(product => product.Id == deal.ProductId && product.ListPrice == deal.Amount), Ct);

        wrong.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        var before = await Rows();

        var again = await sales.Import();

        (again.Created, again.Updated, again.Refused).ShouldBe((0, 0, 0));
        again.Unchanged.ShouldBe(8800 + 85 + 7 + 35 + 6 + 6);
        (await Rows()).ShouldBe(before);
    }

    [Fact]
    public async Task Yesterday_of_the_set_can_be_looked_at()
    {
        Assert.SkipUnless(CrmSales.IsHere, Absent);
        await using var db = sales.World.Look(sales.Maven);
        var provider = sales.World.Provider;

        var open = await provider.AsOf<Deal>(db, new DateTimeOffset(2017, 6, 30, 12, 0, 0, TimeSpan.Zero)).CountAsync(deal => deal.Outcome == StageKind.Open, Ct);

        var lines = File.ReadLines(Path.Combine(CrmSales.Path, "sales_pipeline.csv")).Skip(1).Select(line => line.Split(','));
        open.ShouldBe(lines.Count(cell => cell[5].Length > 0 && string.CompareOrdinal(cell[5], "2017-06-30") <= 0
            && (cell[6].Length == 0 || string.CompareOrdinal(cell[6], "2017-06-30") > 0)));
    }

    private async Task<(int, int, int, int, int, long, long)> Rows()
    {
        await using var db = sales.World.Look(sales.Maven);
        return (
            await db.Deals.CountAsync(Ct),
            await db.StageChanges.CountAsync(Ct),
            await db.SourceRecords.CountAsync(Ct),
            await db.Users.CountAsync(Ct),
            await db.TeamMembers.CountAsync(Ct),
            await db.Deals.SumAsync(deal => deal.Version, Ct),
            await db.Accounts.SumAsync(account => account.Version, Ct));
    }
}
