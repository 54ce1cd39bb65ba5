using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What is left after a <see cref="MoveStorm"/>, held against SQL that knows nothing of the program's own queries.</summary>
public sealed class ConcurrentMovesTests(MoveStorm storm) : IClassFixture<MoveStorm>
{
    private const string Column = "select id as \"Value\" from deals where stage_id = {0} and deleted_at is null order by rank desc, id desc";

    private World World => storm.World;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_move_that_succeeded_is_one_transition_and_one_event_and_a_refused_one_left_nothing()
    {
        await using var db = World.Look();
        var found = await db.Database.SqlQueryRaw<Step>(
            """
            select id as "ChangeId", deal_id as "DealId", from_stage_id as "FromStageId", to_stage_id as "ToStageId", actor_id as "ActorId"
            from stage_changes where pipeline_id = {0} and from_stage_id is not null
            """,
            storm.PipelineId).ToListAsync(Ct);

        found.OrderBy(step => step.ChangeId).ShouldBe(storm.Made
            .Select(made => new Step(made.Result.ChangeId, made.Result.DealId, made.Result.FromStageId, made.Result.ToStageId, made.ActorId)).OrderBy(step => step.ChangeId));
        (await Number(db, "select count(*)::bigint as \"Value\" from events where type = 'opportunity.stage_changed.v1' and subject_id = any({0})", storm.DealIds.ToArray()))
            .ShouldBe(found.Count);
        (storm.Made.Count + storm.Refused.Count).ShouldBe(MoveStorm.Moves);
        storm.Made.Count.ShouldBeGreaterThan(MoveStorm.Moves / 5);
        storm.Refused.Distinct().Except(["STALE_VERSION", "STAGE_SAME", "DEAL_CLOSED"]).ShouldBeEmpty();
        storm.Refused.ShouldContain("STALE_VERSION");
    }

    [Fact]
    public async Task No_move_was_lost_because_every_version_of_every_deal_is_there_and_belongs_to_the_move_that_made_it()
    {
        await using var db = World.Look();
        var versions = await db.Database.SqlQueryRaw<Version>(
            """
            select id as "DealId", version as "Number", lag(version) over w as "Before", coalesce(lag(stage_id) over w <> stage_id, false) as "IsMove"
            from (select id, version, stage_id from deals where pipeline_id = {0} union all select id, version, stage_id from deals_history where pipeline_id = {0}) former
            window w as (partition by id order by version)
            """,
            storm.PipelineId).ToListAsync(Ct);

        // What is no move made room in the column.
        versions.ShouldAllBe(version => version.Number == (version.Before ?? 0) + 1);
        versions.Where(version => version.IsMove).Select(version => (version.DealId, version.Number)).Order()
            .ShouldBe(storm.Made.Select(made => (made.Result.DealId, made.Result.Version)).Order());
        storm.Made.Where(made => made.Saw is not null).ShouldAllBe(made => made.Result.Version == made.Saw + 1);
    }

    [Fact]
    public async Task Transitions_make_one_unbroken_way_to_where_each_deal_stands()
    {
        await using var db = World.Look();
        var broken = await db.Database.SqlQueryRaw<long>(
            """
            with way as (
              select d.id, d.stage_id, c.from_stage_id, c.to_stage_id,
                     lag(c.to_stage_id) over w as came_from, lead(c.id) over w as next, row_number() over w as place
              from deals d join stage_changes c on c.deal_id = d.id where d.pipeline_id = {0}
              window w as (partition by d.id order by c.id))
            select id as "Value" from way
            where (place = 1) <> (from_stage_id is null) or (place > 1 and from_stage_id is distinct from came_from) or (next is null and to_stage_id <> stage_id)
            """,
            storm.PipelineId).ToListAsync(Ct);

        broken.ShouldBeEmpty();
        foreach (var deal in storm.DealIds.Take(3))
        {
            var way = (await World.As(World.Mia, new ListStageChanges(deal, Take: 200))).Rows;
            way.Zip(way.Skip(1)).ShouldAllBe(pair => pair.First.From == pair.Second.To);
        }
    }

    [Fact]
    public async Task The_totals_of_every_column_and_every_figure_equal_sql()
    {
        await using var db = World.Look();
        var sums = await db.Database.SqlQueryRaw<Sum>(
            """
            select stage_id as "StageId", count(*)::int as "Count", sum(amount) as "Total", sum(amount * probability) as "Weighted"
            from deals where pipeline_id = {0} and deleted_at is null group by stage_id
            """,
            storm.PipelineId).ToListAsync(Ct);

        foreach (var person in storm.Staff.Take(3))
        {
            var board = await World.As(person, new GetBoard(storm.PipelineId, BoardFilter.None));
            board.Totals.Select(total => new Sum(total.StageId, total.Count, total.Total!.Value, total.Weighted!.Value)).ShouldBe(sums, ignoreOrder: true);
        }

        var pipeline = (await World.As(World.Mia, new ListPipelines())).Rows.Single(one => one.Id == storm.PipelineId);
        var today = DateOnly.FromDateTime(World.Clock.Now.UtcDateTime);
        await FigureSqlTests.Compare(db, new FigureScope(pipeline, new Period(today.AddDays(-30), today), today), metrics => World.As(World.Mia, metrics));
    }

    [Fact]
    public async Task Every_deal_lies_once_in_one_order_that_everybody_sees_and_that_pages_keep()
    {
        await using var db = World.Look();
        var boards = new List<Board>();
        foreach (var person in storm.Staff)
        {
            boards.Add(await World.As(person, new GetBoard(storm.PipelineId, BoardFilter.None)));
        }

        boards.ShouldAllBe(board => board.Cards.Count == storm.DealIds.Count);
        foreach (var stage in storm.Stages)
        {
            var column = await db.Database.SqlQueryRaw<long>(Column, stage).ToListAsync(Ct);
            boards.ShouldAllBe(board => board.Cards.Where(card => card.StageId == stage).Select(card => card.Id).SequenceEqual(column));
            (await Paged(stage)).ShouldBe(column);
        }

        boards[0].Cards.Select(card => card.Id).ShouldBe(storm.DealIds, ignoreOrder: true);
    }

    [Fact]
    public async Task Between_any_two_neighbours_there_is_room_for_another()
    {
        await using var db = World.Look();
        foreach (var stage in storm.Stages)
        {
            var column = await db.Database.SqlQueryRaw<long>(Column, stage).ToListAsync(Ct);
            for (var at = 0; at + 2 < column.Count; at++)
            {
                var last = column[^1];
                await World.As(World.Mia, new MoveDeals([new DealAt(last, stage)], stage, new Slot(column[at], column[at + 1])));

                List<long> expected = [.. column[..(at + 1)], last, .. column[(at + 1)..^1]];
                column = await db.Database.SqlQueryRaw<long>(Column, stage).ToListAsync(Ct);
                column.ShouldBe(expected);
            }
        }
    }

    private static async Task<long> Number(Data.CrmDb db, string sql, params object[] values) => await db.Database.SqlQueryRaw<long>(sql, values).SingleAsync(Ct);

    private async Task<List<long>> Paged(long stage)
    {
        var (read, cursor) = (new List<long>(), (string?)null);
        do
        {
            var page = await World.As(World.Mia, new GetBoardLane(storm.PipelineId, stage, BoardFilter.None, Cursor: cursor, Take: 2));
            read.AddRange(page.Rows.Select(card => card.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        return read;
    }

    private sealed record Step(long ChangeId, long DealId, long? FromStageId, long ToStageId, long? ActorId);

    private sealed record Version(long DealId, long Number, long? Before, bool IsMove);

    private sealed record Sum(long StageId, int Count, decimal Total, decimal Weighted);
}
