using CrmLive.Customers;
using FsCheck;
using FsCheck.Fluent;

namespace CrmLive.Shell;

/// <summary>Laws of merging for any original and any two changes of it.</summary>
public sealed class ThreeWayTests
{
    private static readonly Gen<ProductFields> Products =
        from name in Gen.Elements("Desk", "Chair", "Lamp", " Desk ")
        from series in Gen.Elements<string?>(null, "", "A", "B")
        from price in Gen.Elements<decimal?>(10m, 10.00m, 20m, 30m)
        from currency in Gen.Elements("EUR", "USD")
        from active in Gen.Elements(true, false)
        select new ProductFields(name, series, price, currency, active);

    private static readonly Gen<(ProductFields Original, ProductFields Mine, ProductFields Theirs)> Edits =
        from original in Products
        from mine in Products
        from theirs in Products
        select (original, mine, theirs);

    [Fact]
    public void What_I_did_not_touch_is_always_as_it_is_now() => Check(given => Merge(given).Merged is var merged
        && (Trim(given.Mine.Series) != Trim(given.Original.Series) || merged.Series == given.Theirs.Series)
        && (given.Mine.IsActive != given.Original.IsActive || merged.IsActive == given.Theirs.IsActive));

    [Fact]
    public void What_only_I_touched_is_mine() => Check(given => Merge(given).Merged is var merged
        && (given.Theirs.IsActive != given.Original.IsActive || merged.IsActive == given.Mine.IsActive)
        && (given.Theirs.Name != given.Original.Name || Trim(merged.Name) == Trim(given.Mine.Name)));

    [Fact]
    public void No_value_is_invented() => Check(given => Merge(given).Merged is var merged
        && (merged.Name == given.Mine.Name || merged.Name == given.Theirs.Name)
        && (merged.Series == given.Mine.Series || merged.Series == given.Theirs.Series));

    [Fact]
    public void An_amount_never_parts_from_its_currency() => Check(given => Merge(given).Merged is var merged
        && ((merged.ListPrice, merged.Currency) == (given.Mine.ListPrice, given.Mine.Currency) || (merged.ListPrice, merged.Currency) == (given.Theirs.ListPrice, given.Theirs.Currency)));

    [Fact]
    public void Without_a_change_of_theirs_or_of_mine_there_is_no_conflict() => Check(given =>
        Merge((given.Original, given.Mine, given.Original)).Conflicts.Count == 0
        && Merge((given.Original, given.Original, given.Theirs)).Conflicts.Count == 0
        && Merge((given.Original, given.Mine, given.Mine)).Conflicts.Count == 0);

    [Fact]
    public void Who_is_first_decides_nothing_but_the_value_shown_in_a_conflict() => Check(given =>
        Merge(given).Conflicts.Select(unit => unit.Name).SequenceEqual(Merge((given.Original, given.Theirs, given.Mine)).Conflicts.Select(unit => unit.Name)));

    [Fact]
    public void Choosing_decides_each_conflict_and_nothing_else() => Check(given =>
    {
        var merge = Merge(given);
        if (merge.Conflicts.Count == 0)
        {
            return true;
        }

        var conflict = new FieldConflict(RecordKind.Product, 1, 2, merge.Merged, given.Theirs, [.. merge.Conflicts.Select(Named)]);
        var mine = (ProductFields)conflict.Keeping(new HashSet<string>());
        var theirs = (ProductFields)conflict.Keeping(merge.Conflicts.Select(unit => unit.Name).ToHashSet());
        return mine == merge.Merged && Merge((given.Theirs, theirs, given.Theirs)).Conflicts.Count == 0
            && (!merge.Conflicts.Any(unit => unit.Name == "name") || theirs.Name == given.Theirs.Name);
    });

    private static ThreeWay<ProductFields> Merge((ProductFields Original, ProductFields Mine, ProductFields Theirs) given) =>
        ThreeWay<ProductFields>.Of(given.Original, given.Mine, given.Theirs);

    private static ConflictingField Named(FieldUnit unit) =>
        new(unit.Name, unit.Name, new FieldValue(null, null), new FieldValue(null, null), new FieldValue(null, null), "Ben", DateTimeOffset.UnixEpoch);

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void Check(Func<(ProductFields Original, ProductFields Mine, ProductFields Theirs), bool> law) =>
        FsCheck.Fluent.Prop.ForAll(Arb.From(Edits), law).QuickCheckThrowOnFailure();
}
