namespace CrmLive.Shell;

/// <summary>What pickers and the palette offer of what a search finds: the nearest names first, then what is found by another field.</summary>
internal static class Candidates
{
    public const int Most = 200;
    private const int Shown = 6;

    /// <param name="begins">Reads records whose name begins with the text, so that they are not lost among many.</param>
    /// <param name="found">Reads at most <see cref="Most"/> that are found.</param>
    public static async Task<IReadOnlyList<Hit>> Best(string typed, Func<Task<List<Hit>>> begins, Func<Task<List<Hit>>> found)
    {
        var first = await begins();
        var all = first.Count >= Shown ? first : first.Concat(await found()).DistinctBy(hit => hit.Id);
        return [.. all.OrderByDescending(hit => TypoMatch.Score(hit.Label, typed)).Take(Shown)];
    }
}
