namespace CrmLive.Shell;

/// <summary>How well a name answers what somebody typed; forgives a slip or two.</summary>
public static class TypoMatch
{
    /// <summary>0 for no match at all; higher is better.</summary>
    public static int Score(string name, string typed)
    {
        var (text, wanted) = (Plain(name), Plain(typed));
        if (wanted.Length == 0)
        {
            return 1;
        }

        if (text.StartsWith(wanted, StringComparison.Ordinal))
        {
            return 100 - Math.Min(text.Length - wanted.Length, 20);
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(words, word => word.StartsWith(wanted, StringComparison.Ordinal)))
        {
            return 75;
        }

        return text.Contains(wanted, StringComparison.Ordinal) ? 60 : Forgiving(words, wanted);
    }

    // Every typed word has to be near the start of some word of the name.
    private static int Forgiving(string[] words, string wanted)
    {
        var slips = 0;
        foreach (var part in wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (words.Min(word => Slips(word, part)) is not { } nearest)
            {
                return 0;
            }

            slips += nearest;
        }

        return Math.Max(40 - (10 * slips), 5);
    }

    /// <summary>How far what was typed is from the start of a word, both folded; null when it is no slip any more.</summary>
    internal static int? Slips(string word, string typed)
    {
        var slips = Distance(Head(word, typed.Length), typed);
        return slips <= typed.Length switch { < 3 => 0, < 6 => 1, _ => 2 } ? slips : null;
    }

    private static string Head(string word, int length) => word.Length <= length + 1 ? word : word[..length];

    /// <summary>Letters to add, drop, change or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Step(rows, left, right, i, j);
            }
        }

        return rows[left.Length, right.Length];
    }

    private static int Step(int[,] rows, string left, string right, int i, int j)
    {
        var cost = left[i - 1] == right[j - 1] ? 0 : 1;
        var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }

    private static string Plain(string text) => NameFold.Of(text);
}
