namespace CrmLive.Shell;

/// <summary>
/// Lays what one person typed over what others saved meanwhile. What only one side changed is taken from that side; what both changed to different
/// values is a conflict, and stands in <see cref="Merged"/> as the person typed it.
/// </summary>
/// <param name="Conflicts">Empty when everything came together.</param>
internal sealed record ThreeWay<T>(T Merged, IReadOnlyList<FieldUnit> Conflicts)
    where T : class
{
    public static ThreeWay<T> Of(T original, T mine, T theirs)
    {
        var set = FieldSet.Of(typeof(T));
        var untouched = set.Units.Where(unit => Same(unit, mine, original)).SelectMany(unit => unit.Properties).ToHashSet();
        var merged = set.Make<T>(property => property.GetValue(untouched.Contains(property) ? theirs : mine));
        return new ThreeWay<T>(
            merged, [.. set.Units.Where(unit => !Same(unit, mine, original) && !Same(unit, theirs, original) && !Same(unit, mine, theirs))]);
    }

    private static bool Same(FieldUnit unit, T one, T other) =>
        unit.Properties.All(property => Equals(Plain(property.GetValue(one)), Plain(property.GetValue(other))));

    // Blanks around a text and a text of blanks are not saved, so they are no difference.
    private static object? Plain(object? value) => value is string text ? (string.IsNullOrWhiteSpace(text) ? null : text.Trim()) : value;
}
