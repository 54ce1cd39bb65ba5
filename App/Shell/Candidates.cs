namespace CrmLive.Shell;

/// <summary>Finds by name: first what holds the text as it was typed; when that is little, the nearest of what shares its first letters.</summary>
internal static class Candidates
{
    public const int Most = 200;
    private const int Shown = 6;
    private const int Enough = 3;
    private const int LettersShared = 2;

    /// <param name="read">Reads at most <see cref="Most"/> records whose name holds a text.</param>
    public static async Task<IReadOnlyList<Hit>> Find(string typed, Func<string, Task<List<Hit>>> read)
    {
        var wanted = typed.Trim();
        var found = Best(await read(wanted), wanted);
        if (found.Count >= Enough || wanted.Length <= LettersShared)
        {
            return found;
        }

        var near = Best(await read(wanted[..LettersShared]), wanted);
        return [.. found.Concat(near).DistinctBy(hit => hit.Id).Take(Shown)];
    }

    private static List<Hit> Best(IEnumerable<Hit> found, string typed) =>
    [
        .. found
            .Select(hit => (Hit: hit, Score: TypoMatch.Score(hit.Label, typed)))
            .Where(scored => scored.Score > 0)
            .OrderByDescending(scored => scored.Score)
            .Take(Shown)
            .Select(scored => scored.Hit),
    ];
}
