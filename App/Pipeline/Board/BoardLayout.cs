namespace CrmLive.Pipeline;

/// <summary>How the columns of a board are laid out: by what their cards are put together, and which of the groups are folded up.</summary>
public sealed class BoardLayout
{
    private readonly HashSet<string> _folded = [];

    public BoardGrouping Grouping { get; internal set; }

    /// <summary>Keys of groups; see <see cref="GroupTotals.Key"/>.</summary>
    public IReadOnlySet<string> Folded => _folded;

    internal void Fold(string group)
    {
        if (!_folded.Remove(group))
        {
            _folded.Add(group);
        }
    }
}
