namespace CrmLive.Imports;

/// <summary>Tells what stands between the cells: what the file itself says, else the candidate that cuts most of the first rows as it cuts the heading.</summary>
internal static class Delimiter
{
    private const string Hint = "sep=";

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <param name="sample">The begin of the file.</param>
    public static char Of(string sample)
    {
        var rows = Rows(sample).ToList();
        if (rows.Count == 0)
        {
            return Candidates[0];
        }

        return IsHint(rows[0].Text) ? rows[0].Text[Hint.Length] : Enumerable.Range(0, Candidates.Length)
            .OrderByDescending(one => rows[0].Counts[one] == 0 ? 0 : rows.Count(row => row.Counts[one] == rows[0].Counts[one]))
            .ThenByDescending(one => rows[0].Counts[one])
            .Select(one => Candidates[one])
            .First();
    }

    /// <summary>The line by which some office programs say what stands between the cells.</summary>
    public static bool IsHint(string line) => line.Length == Hint.Length + 1 && line.StartsWith(Hint, StringComparison.OrdinalIgnoreCase);

    // Those that hold something, with how often each candidate stands in them outside of quotation marks.
    private static IEnumerable<(string Text, int[] Counts)> Rows(string sample)
    {
        var (start, isQuoted, counts) = (0, false, new int[Candidates.Length]);
        for (var at = 0; at <= sample.Length; at++)
        {
            if (at == sample.Length || (!isQuoted && sample[at] is ('\n' or '\r')))
            {
                var text = sample[start..at];
                if (text.Any(letter => !char.IsWhiteSpace(letter) && !Candidates.Contains(letter)))
                {
                    yield return (text.Trim(' '), counts);
                }

                (start, counts) = (at + 1, new int[Candidates.Length]);
                continue;
            }

            isQuoted ^= sample[at] == '"';
            if (!isQuoted && Array.IndexOf(Candidates, sample[at]) is >= 0 and var found)
            {
                counts[found]++;
            }
        }
    }
}
