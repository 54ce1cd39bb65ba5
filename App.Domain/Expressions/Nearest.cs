namespace CrmLive.Expressions;

/// <summary>Names that somebody may have meant, nearest first.</summary>
internal static class Nearest
{
    private const int Most = 5;

    public static IReadOnlyList<string> To(string typed, IEnumerable<string> names) =>
    [
        .. names.Select(name => (Name: name, Slips: Slips(typed, name)))
            .Where(near => near.Slips <= Math.Max(1, typed.Length / 3) || (typed.Length > 1 && near.Name.Contains(typed, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(near => near.Slips).ThenBy(near => near.Name, StringComparer.Ordinal).Take(Most).Select(near => near.Name),
    ];

    // Letters to add, drop or change (Levenshtein), two rows at a time.
    private static int Slips(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
            }

            above = row;
        }

        return above[^1];
    }
}
