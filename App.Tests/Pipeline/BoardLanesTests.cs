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

        lanes.Fill(Sales, new Board([.. lanes.All.SelectMany(lane => lane.Cards)], [], IsCut: false, []), order);

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
        var (lanes, lane) = Scrolled(to: 6);

        lanes.Take(new BoardNews([Card(99, 11, daysAgo: 0)], [], []), [99]).ShouldBeEmpty();

        (lane.Cards[0].Id, lane.Arrived.Count).ShouldBe((1, 1));
        lanes.ShowArrived(lane);
        (lane.Cards[0].Id, lane.Arrived.Count).ShouldBe((99, 0));
    }

    [Fact]
    public void A_card_that_waits_goes_on_waiting_when_it_is_changed()
    {
        var (lanes, lane) = Scrolled(to: 6);
        lanes.Take(new BoardNews([Card(99, 11, daysAgo: 0)], [], []), [99]);

        lanes.Take(new BoardNews([Card(99, 11, daysAgo: 0) with { Amount = 5m }], [], []), [99]).ShouldBeEmpty();

        (lane.Cards[0].Id, lane.Arrived.Single().Amount).ShouldBe((1, 5m));
    }

    [Fact]
    public void Cards_that_leave_above_the_ones_in_sight_shift_these_up()
    {
        var (lanes, lane) = Scrolled(to: 6);

        lanes.Take(new BoardNews([], [], []), [2, 15]).ShouldBe([new Shift(11, -1)]);

        lane.FirstSeen.ShouldBe(6);
    }

    [Fact]
    public void A_card_that_is_changed_above_the_ones_in_sight_and_stays_there_shifts_nothing()
    {
        var (lanes, lane) = Scrolled(to: 6);

        lanes.Take(new BoardNews([Card(2, 11, daysAgo: 2) with { Amount = 5m }], [], []), [2]).ShouldBeEmpty();

        (lane.Cards[1].Amount, lane.Arrived.Count, lane.FirstSeen).ShouldBe((5m, 0, 6));
    }

    [Fact]
    public void A_card_put_from_below_to_above_the_ones_in_sight_shifts_these_down_and_one_put_below_up()
    {
        var (lanes, lane) = Scrolled(to: 6);

        lanes.Take(new BoardNews([Card(15, 11, daysAgo: 0)], [], []), [15]).ShouldBe([new Shift(11, 1)]);
        lanes.Take(new BoardNews([Card(2, 11, daysAgo: 30)], [], []), [2]).ShouldBe([new Shift(11, -1)]);

        lane.FirstSeen.ShouldBe(6);
    }

    [Fact]
    public void When_the_uppermost_card_in_sight_leaves_the_ones_below_it_stay_where_they_are()
    {
        var (lanes, lane) = Scrolled(to: 6);

        lanes.Take(new BoardNews([], [], []), [6]).ShouldBe([new Shift(11, -1)]);

        lane.FirstSeen.ShouldBe(7);
    }

    [Fact]
    public void Cards_that_all_change_where_they_lie_shift_nothing()
    {
        var (lanes, lane) = Scrolled(to: 6);
        List<BoardCard> given = [.. lane.Cards.Select(card => card with { OwnerId = 5 })];

        lanes.Take(new BoardNews(given, [], []), [.. given.Select(card => card.Id)]).ShouldBeEmpty();

        lane.FirstSeen.ShouldBe(6);
    }

    [Fact]
    public void In_groups_a_card_is_above_the_ones_in_sight_where_it_is_drawn_and_not_by_its_rank()
    {
        var (lanes, lane) = Grouped(firstSeen: 3);
        lanes.Take(News(Card(9, 11, daysAgo: 90) with { OwnerId = 5 }, ada: 3, ben: 2), [9]).ShouldBeEmpty();
        lane.Arrived.ShouldHaveSingleItem().Id.ShouldBe(9);

        (lanes, lane) = Grouped(firstSeen: 2);
        lanes.Take(News(Card(8, 11, daysAgo: 0) with { OwnerId = 6 }, ada: 2, ben: 3), [8]).ShouldBeEmpty();
        lane.Arrived.ShouldBeEmpty();
        lane.Drawn.Select(card => card?.Id).ShouldBe([null, 1, 2, null, 8, 3, 4]);
    }

    [Fact]
    public void In_groups_the_first_card_of_a_new_group_brings_its_head_along()
    {
        var (lanes, lane) = Grouped(firstSeen: 3);
        var news = new BoardNews([Card(2, 11, daysAgo: 2) with { OwnerId = 4 }], [], [new GroupTotals(11, 4, "Abe", 1, 1m), new GroupTotals(11, 5, "Ada", 1, 1m), new GroupTotals(11, 6, "Ben", 2, 2m)]);

        lanes.Take(news, [2]).ShouldBe([new Shift(11, 1)]);

        lane.Drawn.Select(card => card?.Id).ShouldBe([null, 2, null, 1, null, 3, 4]);
    }

    [Fact]
    public void The_neighbour_of_a_card_is_of_its_own_group()
    {
        var (lanes, lane) = Grouped(firstSeen: null);

        lane.Beside(lanes.Find(1)!, 1)!.Id.ShouldBe(2);
        lane.Beside(lanes.Find(2)!, 1).ShouldBeNull();
        lane.Beside(lanes.Find(3)!, -1).ShouldBeNull();
    }

    [Fact]
    public void A_board_that_is_read_again_keeps_what_is_in_sight_and_what_waits()
    {
        var (lanes, lane) = Scrolled(to: 6);
        lanes.Take(new BoardNews([Card(99, 11, daysAgo: 0)], [], []), [99]);
        var again = lane.Cards.Where(card => card.Id != 3).Append(Card(98, 11, daysAgo: 0)).Concat(lane.Arrived).ToList();

        lanes.Refill(Sales, new Board(again, [], IsCut: false, [])).ShouldBe([new Shift(11, -1)]);

        lanes.Of(11).ShouldBe(lane);
        lane.Arrived.Select(card => card.Id).ShouldBe([99, 98]);
        lane.FirstSeen.ShouldBe(6);
    }

    [Fact]
    public void A_board_that_is_read_again_and_is_as_before_draws_nothing()
    {
        var lanes = Lanes(Card(1, 11, daysAgo: 5), Card(3, 12, daysAgo: 3));
        var before = lanes.Revision;

        lanes.Refill(Sales, new Board([Card(3, 12, daysAgo: 3), Card(1, 11, daysAgo: 5)], [], IsCut: false, []));
        lanes.Revision.ShouldBe(before);
        lanes.Refill(Sales, new Board([Card(3, 12, daysAgo: 3)], [], IsCut: false, []));
        lanes.Revision.ShouldBe(before + 1);
    }

    [Fact]
    public void A_card_that_was_put_where_a_column_made_room_for_it_shifts_those_in_sight()
    {
        var (lanes, lane) = Scrolled(to: 6);

        lanes.Spread(lane, new Dictionary<long, long> { [2] = lanes.Find(15)!.Rank - 1 }).ShouldBe([new Shift(11, -1)]);

        lane.Cards[14].Id.ShouldBe(2);
    }

    [Fact]
    public void A_column_that_made_room_knows_where_a_card_comes_between()
    {
        var lanes = Lanes(Card(1, 11, daysAgo: 1) with { Rank = 1_000 }, Card(2, 11, daysAgo: 2) with { Rank = 999 });
        var before = lanes.Revision;

        lanes.Spread(lanes.Of(11)!, new Dictionary<long, long> { [1] = 1_000, [2] = 500 }).ShouldBeEmpty();

        lanes.Revision.ShouldBe(before);
        lanes.Put(Card(3, 11, daysAgo: 3) with { Rank = 750 }, isMine: false);
        Ids(lanes, 11).ShouldBe([1, 3, 2]);
    }

    [Fact]
    public void A_card_behind_what_has_been_read_waits_to_be_scrolled_to()
    {
        var lanes = new BoardLanes();
        lanes.Fill(Sales, new Board([Card(1, 11, daysAgo: 1), Card(2, 11, daysAgo: 2)], [new StageTotals(11, 9, 9m, 9m)], IsCut: true, []), BoardOrder.Manual);

        lanes.Put(Card(7, 11, daysAgo: 30), isMine: false);

        Ids(lanes, 11).ShouldBe([1, 2]);
        lanes.Of(11)!.HasMore.ShouldBeTrue();
        lanes.Append(lanes.Of(11)!, [Card(3, 11, daysAgo: 3), Card(2, 11, daysAgo: 2)]);
        Ids(lanes, 11).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Ones_own_card_behind_what_has_been_read_is_seen_and_reading_on_skips_none_before_it()
    {
        var lanes = new BoardLanes();
        lanes.Fill(Sales, new Board([Card(1, 11, daysAgo: 1), Card(2, 11, daysAgo: 2)], [new StageTotals(11, 9, 9m, 9m)], IsCut: true, []), BoardOrder.Manual);

        lanes.Put(Card(7, 11, daysAgo: 30));

        Ids(lanes, 11).ShouldBe([1, 2, 7]);
        lanes.Of(11)!.ReadTo!.Id.ShouldBe(2);
        lanes.Append(lanes.Of(11)!, [Card(3, 11, daysAgo: 3)]);
        Ids(lanes, 11).ShouldBe([1, 2, 3, 7]);
        lanes.Of(11)!.ReadTo!.Id.ShouldBe(3);
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
            [new GroupTotals(11, 5, "Ada", 3, 3m), new GroupTotals(11, 6, "Ben", 1, 1m)]), BoardOrder.Manual);

        var rows = LaneRow.Of(lanes.Of(11)!, BoardGrouping.Owner, new HashSet<string> { "6" });

        rows.Select(row => (row.Group?.Name, row.Card?.Id, row.Unread)).ShouldBe([("Ada", null, 0), (null, 1L, 0), ("Ada", null, 2), ("Ben", null, 0)]);
    }

    [Fact]
    public void A_move_to_where_the_board_has_no_column_shows_nothing() => Lanes(Card(1, 11, daysAgo: 1)).Move(1, 99, Monday).ShouldBeNull();

    // Twenty cards, the first on top, of which this one is the uppermost in sight.
    private static (BoardLanes Lanes, Lane Lane) Scrolled(long to)
    {
        var lanes = Lanes([.. Enumerable.Range(1, 20).Select(n => Card(n, 11, daysAgo: n))]);
        lanes.Of(11)!.FirstSeen = to;
        return (lanes, lanes.Of(11)!);
    }

    // Ada's 1 and 2 above Ben's 3 and 4, which are the later ones.
    private static (BoardLanes Lanes, Lane Lane) Grouped(long? firstSeen)
    {
        var lanes = new BoardLanes();
        BoardCard[] cards = [Card(1, 11, daysAgo: 8) with { OwnerId = 5 }, Card(2, 11, daysAgo: 9) with { OwnerId = 5 }, Card(3, 11, daysAgo: 1) with { OwnerId = 6 }, Card(4, 11, daysAgo: 2) with { OwnerId = 6 }];
        lanes.Fill(Sales, new Board(cards, [], IsCut: false, [new GroupTotals(11, 5, "Ada", 2, 2m), new GroupTotals(11, 6, "Ben", 2, 2m)]), BoardOrder.Manual, BoardGrouping.Owner);
        lanes.Of(11)!.FirstSeen = firstSeen;
        return (lanes, lanes.Of(11)!);
    }

    private static BoardNews News(BoardCard card, int ada, int ben) =>
        new([card], [], [new GroupTotals(11, 5, "Ada", ada, ada), new GroupTotals(11, 6, "Ben", ben, ben)]);

    private static BoardLanes Lanes(params BoardCard[] cards)
    {
        var lanes = new BoardLanes();
        lanes.Fill(Sales, new Board(cards, [], IsCut: false, []), BoardOrder.Manual);
        return lanes;
    }

    private static BoardCard Card(long id, long stage, int daysAgo) =>
        new(id, $"Deal {id}", 1m, stage, StageKind.Open, Monday.AddDays(-daysAgo), null, null, null, null, null, null, 1, ManualOrder.Entering(Monday.AddDays(-daysAgo)));

    private static IEnumerable<long> Ids(BoardLanes lanes, long stage) => lanes.Of(stage)!.Cards.Select(card => card.Id);
}
