namespace CrmLive.Shell;

public sealed class RowListTests
{
    private readonly RowList<Row> _list = new(row => row.Id);

    public RowListTests() => _list.Start(new Page<Row>([new(1, "b"), new(2, "d"), new(3, "f")], "next"));

    [Fact]
    public void A_changed_row_changes_where_it_stands()
    {
        _list.Take([2], [new Row(2, "z")], ByName);

        Names().ShouldBe("b z f");
        _list.Changed.ShouldBe([2]);
    }

    [Fact]
    public void A_row_that_is_no_longer_found_leaves()
    {
        _list.Take([1, 2], [new Row(2, "d")], ByName);

        Names().ShouldBe("d f");
    }

    [Fact]
    public void A_new_row_comes_in_at_its_place()
    {
        _list.Take([4], [new Row(4, "c")], ByName);

        Names().ShouldBe("b c d f");
    }

    [Fact]
    public void A_new_row_behind_the_last_one_read_waits_for_its_page()
    {
        _list.Take([4], [new Row(4, "x")], ByName);
        Names().ShouldBe("b d f");

        _list.Append(new Page<Row>([new Row(4, "x")], null));
        _list.Take([5], [new Row(5, "y")], ByName);
        Names().ShouldBe("b d f x y");
        _list.Count.ShouldBe("5");
    }

    private static int ByName(Row a, Row b) => string.CompareOrdinal(a.Name, b.Name);

    private string Names() => string.Join(' ', _list.Rows.Select(row => row.Name));

    private sealed record Row(long Id, string Name);
}
