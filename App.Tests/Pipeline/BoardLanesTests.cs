namespace CrmLive.Pipeline;

public sealed class BoardLanesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly PipelineOutline Sales = new(1, "Sales", "EUR",
        [new StageOutline(11, "Qualified", StageKind.Open, 0.2m), new StageOutline(12, "Proposal", StageKind.Open, 0.5m), new StageOutline(13, "Won", StageKind.Won, 1m)]);

    [Fact]
    public void Cards_lie_in_their_columns_with_the_latest_on_top()
    {
        var lanes = Lanes(Card(1, 11, daysAgo: 5), Card(2, 11, daysAgo: 1), Card(3, 12, daysAgo: 3));

        Ids(lanes, 11).ShouldBe([2, 1]);
        Ids(lanes, 12).ShouldBe([3]);
    }

    [Fact]
    public void A_move_lands_on_top_and_can_be_put_back_where_it_was()
    {
        var lanes = Lanes(Card(1, 11, daysAgo: 5), Card(2, 11, daysAgo: 1), Card(3, 12, daysAgo: 3));

        var before = lanes.Move(1, 12, Monday);

        Ids(lanes, 12).ShouldBe([1, 3]);
        lanes.Put(before!);
        Ids(lanes, 11).ShouldBe([2, 1]);
        Ids(lanes, 12).ShouldBe([3]);
    }

    [Fact]
    public void News_changes_adds_and_removes_only_what_was_asked()
    {
        var lanes = Lanes(Card(1, 11, daysAgo: 5), Card(2, 11, daysAgo: 1), Card(3, 12, daysAgo: 3));

        lanes.Take(new BoardNews([Card(1, 12, daysAgo: 0), Card(4, 11, daysAgo: 2)], [new StageTotals(11, 1, 10m, 2m)], []), [1, 3, 4]);

        Ids(lanes, 11).ShouldBe([2, 4]);
        Ids(lanes, 12).ShouldBe([1]);
        lanes.Of(11)!.Totals.Total.ShouldBe(10m);
        lanes.Of(12)!.Totals.ShouldBe(StageTotals.None(12));
    }

    [Theory]
    [InlineData(BoardOrder.Latest, new long[] { 2, 3, 1 })]
    [InlineData(BoardOrder.Waiting, new long[] { 1, 3, 2 })]
    [InlineData(BoardOrder.Amount, new long[] { 3, 2, 1 })]
    [InlineData(BoardOrder.Close, new long[] { 1, 3, 2 })]
    [InlineData(BoardOrder.Name, new long[] { 3, 1, 2 })]
    public void Cards_can_be_ordered(BoardOrder order, long[] expected)
    {
        var lanes = Lanes(
            Card(1, 11, daysAgo: 9) with { Name = "bee", Amount = 1m, ExpectedClose = new DateOnly(2026, 4, 1) },
            Card(2, 11, daysAgo: 1) with { Name = "Cow", Amount = 2m },
            Card(3, 11, daysAgo: 5) with { Name = "Ant", Amount = 3m, ExpectedClose = new DateOnly(2026, 5, 1) });

        lanes.Fill(Sales, new Board([.. lanes.All.SelectMany(lane => lane.Cards)], [], IsCut: false, []), [], order);

        Ids(lanes, 11).ShouldBe(expected);
    }

    [Fact]
    public void Beside_the_last_column_there_is_none()
    {
        var lanes = Lanes(Card(1, 13, daysAgo: 1));

        lanes.Beside(lanes.Find(1)!, 1).ShouldBeNull();
        lanes.Beside(lanes.Find(1)!, -1)!.Stage.Id.ShouldBe(12);
    }

    [Fact]
    public void A_card_dropped_into_a_slot_lies_between_its_neighbours()
    {
        var lanes = Lanes(Card(1, 11, daysAgo: 5), Card(2, 11, daysAgo: 1), Card(3, 12, daysAgo: 3));

        lanes.Move(3, 11, Monday, new Slot(AfterId: 2));
        Ids(lanes, 11).ShouldBe([2, 3, 1]);
        lanes.Move(1, 11, Monday, new Slot(BeforeId: 2));
        Ids(lanes, 11).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Cards_that_arrive_above_the_ones_in_sight_wait_until_they_are_wanted()
    {
        var lanes = Lanes([.. Enumerable.Range(1, 20).Select(n => Card(n, 11, daysAgo: n))]);
        var lane = lanes.Of(11)!;
        lane.FirstSeen = 5;

        lanes.Take(new BoardNews([Card(99, 11, daysAgo: 0)], [], []), [99]);

        (lane.Cards[0].Id, lane.Arrived.Count).ShouldBe((1, 1));
        lanes.ShowArrived(lane);
        (lane.Cards[0].Id, lane.Arrived.Count).ShouldBe((99, 0));
    }

    [Fact]
    public void Cards_that_leave_above_the_ones_in_sight_are_counted()
    {
        var lanes = Lanes([.. Enumerable.Range(1, 20).Select(n => Card(n, 11, daysAgo: n))]);
        lanes.Of(11)!.FirstSeen = 5;

        lanes.Take(new BoardNews([], [], []), [2, 15]);

        lanes.Of(11)!.GoneAbove.ShouldBe(1);
    }

    [Fact]
    public void A_card_behind_what_has_been_read_waits_to_be_scrolled_to()
    {
        var lanes = new BoardLanes();
        lanes.Fill(Sales, new Board([Card(1, 11, daysAgo: 1), Card(2, 11, daysAgo: 2)], [new StageTotals(11, 9, 9m, 9m)], IsCut: true, []), [], BoardOrder.Manual);

        lanes.Put(Card(7, 11, daysAgo: 30), isMine: false);

        Ids(lanes, 11).ShouldBe([1, 2]);
        lanes.Of(11)!.HasMore.ShouldBeTrue();
        lanes.Append(lanes.Of(11)!, [Card(3, 11, daysAgo: 3), Card(2, 11, daysAgo: 2)]);
        Ids(lanes, 11).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_column_that_did_not_change_keeps_its_revision()
    {
        var lanes = Lanes(Card(1, 11, daysAgo: 5), Card(3, 12, daysAgo: 3));
        var (first, second) = (lanes.Of(11)!.Revision, lanes.Of(12)!.Revision);

        lanes.Take(new BoardNews([Card(1, 11, daysAgo: 5) with { Amount = 9m }], [], []), [1]);

        lanes.Of(11)!.Revision.ShouldBeGreaterThan(first);
        lanes.Of(12)!.Revision.ShouldBe(second);
    }

    [Fact]
    public void Groups_have_heads_their_cards_and_say_what_is_not_read()
    {
        var lanes = new BoardLanes();
        lanes.Fill(Sales, new Board(
            [Card(1, 11, daysAgo: 1) with { OwnerId = 5 }, Card(2, 11, daysAgo: 2) with { OwnerId = 6 }], [], IsCut: true,
            [new GroupTotals(11, 5, "Ada", 3, 3m), new GroupTotals(11, 6, "Ben", 1, 1m)]), [], BoardOrder.Manual);

        var rows = LaneRow.Of(lanes.Of(11)!, BoardGrouping.Owner, new HashSet<string> { "6" });

        rows.Select(row => (row.Group?.Name, row.Card?.Id, row.Unread)).ShouldBe([("Ada", null, 0), (null, 1L, 0), ("Ada", null, 2), ("Ben", null, 0)]);
    }

    [Fact]
    public void A_move_to_where_the_board_has_no_column_shows_nothing() => Lanes(Card(1, 11, daysAgo: 1)).Move(1, 99, Monday).ShouldBeNull();

    private static BoardLanes Lanes(params BoardCard[] cards)
    {
        var lanes = new BoardLanes();
        lanes.Fill(Sales, new Board(cards, [], IsCut: false, []), [], BoardOrder.Manual);
        return lanes;
    }

    private static BoardCard Card(long id, long stage, int daysAgo) =>
        new(id, $"Deal {id}", 1m, stage, StageKind.Open, Monday.AddDays(-daysAgo), null, null, null, null, null, null, 1, ManualOrder.Entering(Monday.AddDays(-daysAgo)));

    private static IEnumerable<long> Ids(BoardLanes lanes, long stage) => lanes.Of(stage)!.Cards.Select(card => card.Id);
}
