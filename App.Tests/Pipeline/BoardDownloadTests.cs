using CrmLive.Access;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class BoardDownloadTests(World world) : IClassFixture<World>
{
    private const string Route = "/pipeline/{pipeline}/export.{format}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Sales => new RecordId(RecordKind.Pipeline, world.SalesPipeline).ToString();

    public static TheoryData<BoardOrder, BoardGrouping> Views => new MatrixTheoryData<BoardOrder, BoardGrouping>(Enum.GetValues<BoardOrder>(), Enum.GetValues<BoardGrouping>());

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_by_page_it_holds_what_the_board_shows(BoardOrder order, BoardGrouping grouping)
    {
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, BoardFilter.None, order, grouping));
        var pipeline = (await world.As(world.Mia, new ListPipelines())).Rows.Single(one => one.Id == world.SalesPipeline);
        var lanes = new BoardLanes();
        lanes.Fill(pipeline, board, order);
        var shown = grouping == BoardGrouping.None
            ? lanes.All.SelectMany(lane => lane.Cards)
            : lanes.All.SelectMany(lane => LaneRow.Of(lane, grouping, new HashSet<string>()).Select(row => row.Card).OfType<BoardCard>());

        var taken = new List<BoardRow>();
        string? cursor = null;
        do
        {
            var page = await world.As(world.Mia, new ListBoardDeals(world.SalesPipeline, BoardFilter.None, order, grouping, cursor, Take: 3));
            page.Rows.Count.ShouldBeLessThanOrEqualTo(3);
            taken.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null);

        taken.Select(row => row.Card.Id).ShouldBe(shown.Select(card => card.Id));
        taken.Count.ShouldBeGreaterThan(10);
        taken.ShouldAllBe(row => (row.Group == null) == (grouping == BoardGrouping.None));
    }

    [Fact]
    public async Task Says_of_each_deal_what_board_and_pipeline_say()
    {
        var lines = await Download.Lines(world, world.Mia, Route, "csv", "?q=Acme renewal", Sales);

        lines[0].ShouldBe("\uFEFFstage,id,name,account,amount,currency,probability,weighted_amount,owner,in_stage_since,days_in_stage,age,risk,risk_reasons,expected_close,next_step");
        var cells = lines.Single(line => line.Contains("Acme renewal")).Split(',');
        (cells[0], cells[2], cells[4], cells[5], cells[6], cells[7], cells[8], cells[10]).ShouldBe(("Proposal", "Acme renewal", "48000", "EUR", "0.5", "24000", "Ada Lovelace", "23"));
    }

    [Fact]
    public async Task Keeps_to_filters_order_and_groups_of_the_address()
    {
        var mine = await Download.Lines(world, world.Ada, Route, "csv", "?mine=1&group=Account&sort=Name", Sales);
        var stale = await Download.Lines(world, world.Mia, Route, "csv", "?stale=1", Sales);

        mine[0].ShouldStartWith("\uFEFFstage,group,id,name");
        mine.Skip(1).ShouldAllBe(line => line.Contains("Ada Lovelace"));
        mine.Count.ShouldBe(1 + await Count(deal => deal.OwnerId == world.Ada.Id));
        var since = world.Clock.GetUtcNow().AddDays(-StagePace.StaleDays);
        stale.Count.ShouldBe(1 + await Count(deal => deal.Outcome == StageKind.Open && deal.StageSince < since));
    }

    [Fact]
    public async Task Leaves_out_what_the_person_may_not_see_and_orders_by_nothing_of_it()
    {
        var lines = await Download.Lines(world, world.Sam, Route, "csv", "?sort=Amount&least=40000", Sales);

        lines[0].ShouldBe("\uFEFFstage,id,name,account,currency,owner,in_stage_since,days_in_stage,age,risk,risk_reasons,expected_close");
        lines.Count.ShouldBe(1 + await Count(deal => true));
        lines.ShouldAllBe(line => !line.Contains("48000") && !line.Contains("Amount fell"));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Sam, new ListBoardDeals(world.SalesPipeline, BoardFilter.None, BoardOrder.Amount)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Sam, new ListBoardDeals(world.SalesPipeline, BoardFilter.None, BoardOrder.Amount, BoardGrouping.Owner)));
    }

    [Fact]
    public async Task A_name_is_no_formula_and_the_workbook_is_one()
    {
        var deal = await world.As(world.Mia, new AddDeal(world.Qualified, new DealFields("=HYPERLINK(1)", 1m, AccountId: world.AcmeGmbH)));

        var lines = await Download.Lines(world, world.Mia, Route, "csv", "?q=HYPERLINK", Sales);
        var book = await Download.Bytes(world, world.Mia, Route, "xlsx", "?q=HYPERLINK", Sales);

        lines[1].ShouldContain("'=HYPERLINK(1)");
        book.AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());
        await world.As(world.Mia, new DeleteDeal(deal));
    }

    [Fact]
    public async Task The_audit_says_what_was_taken()
    {
        await Download.Lines(world, world.Tess, Route, "csv", "?q=fjord", Sales);

        await using var db = world.Look();
        (await db.AuditEntries.SingleAsync(entry => entry.Action == nameof(ExportDeals) && entry.ActorId == world.Tess.Id, Ct)).Reason.ShouldBe($"/pipeline/{Sales}?q=fjord");
    }

    [Fact]
    public async Task Another_tenants_pipeline_is_as_one_that_does_not_exist()
    {
        await Should.ThrowAsync<NotFound>(() => Download.Lines(world, world.Rita, Route, "csv", "", Sales));
        await Should.ThrowAsync<NotFound>(() => Download.Lines(world, world.Mia, Route, "csv", "", "pl_999999999"));
        await Should.ThrowAsync<NotFound>(() => Download.Lines(world, world.Mia, Route, "csv", "", "sales"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused()
    {
        await Should.ThrowAsync<Refused>(() => Download.Lines(world, world.Mia, Route, "pdf", "", Sales));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListBoardDeals(world.SalesPipeline, BoardFilter.None, Cursor: "nonsense")));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListBoardDeals(world.SalesPipeline, BoardFilter.None, Take: 0)));
    }

    private async Task<int> Count(System.Linq.Expressions.Expression<Func<Deal, bool>> which)
    {
        var (month, sales) = (world.Clock.GetUtcNow(), world.SalesPipeline);
        var start = new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.Zero);
        await using var db = world.Look();
        return await db.Deals.Where(deal => deal.PipelineId == sales && deal.DeletedAt == null && (deal.Outcome == StageKind.Open || deal.ClosedAt >= start)).CountAsync(which, Ct);
    }
}

/// <summary>Who may not read deals at all, so it has a world of its own.</summary>
public sealed class BoardDownloadDeniedTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Who_may_not_read_deals_takes_none()
    {
        var viewer = (await world.AsSoftware(world.Acme, new ListRoles())).Single(role => role.Key == "viewer");
        var rest = viewer.Grants.Where(grant => !grant.Key.StartsWith("opportunity.", StringComparison.Ordinal)).ToDictionary();
        await world.As(world.Admin, new EditRole(viewer.Id, rest, viewer.HiddenFields));

        await Should.ThrowAsync<AccessDenied>(() => Download.Lines(
            world, world.Viewer, "/pipeline/{pipeline}/export.{format}", "csv", "", new RecordId(RecordKind.Pipeline, world.SalesPipeline).ToString()));
    }
}
