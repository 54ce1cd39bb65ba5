namespace CrmLive.Shell;

/// <summary>The orders of lists as their queries have them, so that a row that comes in live stands where reading it would have put it.</summary>
public static class RowOrder
{
    public static Comparison<TRow> By<TRow, TKey>(Func<TRow, TKey> key, Func<TRow, long> id, bool descending) =>
        Of((a, b) => Comparer<TKey>.Default.Compare(key(a), key(b)), id, descending);

    /// <param name="key">See <see cref="NameFold.Key"/>.</param>
    public static Comparison<TRow> ByName<TRow>(Func<TRow, string> key, Func<TRow, long> id, bool descending) =>
        Of((a, b) => NameFold.Compare(key(a), key(b)), id, descending);

    private static Comparison<TRow> Of<TRow>(Comparison<TRow> first, Func<TRow, long> id, bool descending) => (a, b) =>
    {
        var order = first(a, b) is var found and not 0 ? found : id(a).CompareTo(id(b));
        return descending ? -order : order;
    };
}
