namespace CrmLive.Imports;

public sealed class FieldMergeTests
{
    private static readonly WrittenValues Last = WrittenValues.Of(("phone", "1"), ("website", null), ("price", new Money(5m, "EUR")));

    [Fact]
    public void What_the_map_does_not_carry_stays() => Merge().Take("title", "CEO", null).ShouldBe("CEO");

    [Fact]
    public void What_nobody_touched_follows_the_file()
    {
        var merge = Merge();

        merge.Take("phone", "1", "2").ShouldBe("2");

        (merge.IsChange, merge.Kept.Count).ShouldBe((true, 0));
    }

    [Fact]
    public void What_somebody_changed_stays_and_is_told()
    {
        var merge = Merge();

        merge.Take("phone", "9", "2").ShouldBe("9");
        merge.Take("website", "typed.example", null).ShouldBe("typed.example");

        merge.Kept.ShouldBe([new KeptField("phone", "9", "2"), new KeptField("website", "typed.example", null)]);
        merge.IsChange.ShouldBeFalse();
    }

    [Fact]
    public void It_stays_the_next_time_too_until_both_say_the_same()
    {
        var first = Merge();
        first.Take("phone", "9", "2");
        var written = first.After(WrittenValues.Of(("phone", "9")));
        var second = Merge(written);
        second.Take("phone", "9", "3").ShouldBe("9");
        var third = Merge(second.After(WrittenValues.Of(("phone", "9"))));
        third.Take("phone", "9", "9").ShouldBe("9");

        Merge(third.After(WrittenValues.Of(("phone", "9")))).Take("phone", "9", "4").ShouldBe("4");
    }

    [Fact]
    public void What_the_import_never_wrote_is_filled_when_it_is_blank_and_else_kept()
    {
        Merge(WrittenValues.None).Take<string?>("phone", null, "2").ShouldBe("2");
        Merge(WrittenValues.None).Take("phone", "9", "2").ShouldBe("9");
    }

    [Fact]
    public void Told_to_overwrite_the_file_wins() => Merge(overwrites: true).Take("phone", "9", "2").ShouldBe("2");

    [Fact]
    public void Zeros_behind_the_point_are_no_change() => Merge().Take("price", new Money(5.0000m, "EUR"), new Money(6m, "EUR")).ShouldBe(new Money(6m, "EUR"));

    [Fact]
    public void What_was_written_survives_its_way_through_the_database()
    {
        var read = WrittenValues.Parse(Last.ToJson());

        (read.Of("phone"), read.Knows("website"), read.Of("website"), read.Of("price")).ShouldBe(("1", true, null, "EUR 5"));
    }

    private static FieldMerge Merge(WrittenValues? before = null, bool overwrites = false) => new(["phone", "website", "price"], before ?? Last, overwrites);
}
