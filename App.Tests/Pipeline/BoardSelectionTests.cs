namespace CrmLive.Pipeline;

public sealed class BoardSelectionTests
{
    private static readonly IReadOnlyList<BoardCard> Column =
        [.. Enumerable.Range(1, 5).Select(id => new BoardCard(id, $"Deal {id}", 1m, 11, StageKind.Open, default, null, null, null, null, null, null, 1))];

    private readonly BoardSelection _selection = new();

    [Fact]
    public void A_card_is_chosen_and_no_longer()
    {
        _selection.Toggle(2);
        _selection.Has(2).ShouldBeTrue();
        _selection.Toggle(2);
        _selection.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(4, 2)]
    public void A_range_goes_from_the_one_before_either_way(int from, int to)
    {
        _selection.Toggle(from);
        _selection.Extend(to, Column);

        Column.Where(card => _selection.Has(card.Id)).Select(card => card.Id).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void A_range_without_a_beginning_in_the_column_is_one_card()
    {
        _selection.Toggle(77);
        _selection.Extend(3, Column);

        Column.Where(card => _selection.Has(card.Id)).Select(card => card.Id).ShouldBe([3]);
    }

    [Fact]
    public void A_range_begins_with_the_card_where_somebody_is()
    {
        _selection.Extend(3, Column, from: 2);
        _selection.Extend(4, Column, from: 3);

        Column.Where(card => _selection.Has(card.Id)).Select(card => card.Id).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void No_more_are_chosen_than_can_be_moved_at_once()
    {
        var many = Enumerable.Range(1, BoardSelection.Most + 5).Select(id => Column[0] with { Id = id }).ToList();

        _selection.ToggleAll(many).ShouldBeFalse();
        _selection.Count.ShouldBe(BoardSelection.Most);
        _selection.Toggle(many[^1].Id).ShouldBeFalse();
        _selection.Extend(many[^1].Id, many).ShouldBeFalse();
        _selection.Toggle(many[0].Id).ShouldBeTrue();
        _selection.Count.ShouldBe(BoardSelection.Most - 1);
        _selection.Toggle(many[^1].Id).ShouldBeTrue();
    }

    [Fact]
    public void All_are_chosen_and_then_none()
    {
        _selection.ToggleAll(Column);
        _selection.Count.ShouldBe(5);
        _selection.ToggleAll(Column);
        _selection.Count.ShouldBe(0);
    }

    [Fact]
    public void What_has_left_the_board_is_forgotten()
    {
        _selection.Toggle(1);

        _selection.On(new BoardLanes()).ShouldBeEmpty();
        _selection.Count.ShouldBe(0);
    }
}
