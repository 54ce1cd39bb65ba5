namespace CrmLive.Pipeline;

/// <summary>The cards of a board that a person has chosen to do something with at once.</summary>
public sealed class BoardSelection
{
    private readonly HashSet<long> _ids = [];
    private long? _anchor;

    public int Count => _ids.Count;

    public bool Has(long id) => _ids.Contains(id);

    /// <summary>Chooses the card, or no longer.</summary>
    public void Toggle(long id)
    {
        if (!_ids.Remove(id))
        {
            _ids.Add(id);
        }

        _anchor = id;
    }

    /// <summary>Chooses everything from the card that was chosen last to this one, in the order of their column.</summary>
    /// <param name="column">The cards of the column in which this one lies.</param>
    public void Extend(long id, IReadOnlyList<BoardCard> column)
    {
        var (to, from) = (IndexOf(column, id), _anchor is { } anchor ? IndexOf(column, anchor) : -1);
        if (from < 0 || to < 0)
        {
            _ids.Add(id);
            _anchor = id;
            return;
        }

        for (var at = Math.Min(from, to); at <= Math.Max(from, to); at++)
        {
            _ids.Add(column[at].Id);
        }
    }

    /// <summary>Chooses all of them, or none of them when all were chosen already.</summary>
    public void ToggleAll(IReadOnlyList<BoardCard> cards)
    {
        if (cards.All(card => Has(card.Id)))
        {
            _ids.ExceptWith(cards.Select(card => card.Id));
        }
        else
        {
            _ids.UnionWith(cards.Select(card => card.Id));
        }
    }

    public void Clear()
    {
        _ids.Clear();
        _anchor = null;
    }

    /// <summary>The chosen cards as they lie on the board, column by column from the top; those that have left it are forgotten.</summary>
    public IReadOnlyList<BoardCard> On(BoardLanes lanes)
    {
        _ids.RemoveWhere(id => lanes.Find(id) is null);
        return _ids.Count == 0 ? [] : [.. lanes.All.SelectMany(lane => lane.Cards).Where(card => Has(card.Id))];
    }

    private static int IndexOf(IReadOnlyList<BoardCard> cards, long id)
    {
        for (var at = 0; at < cards.Count; at++)
        {
            if (cards[at].Id == id)
            {
                return at;
            }
        }

        return -1;
    }
}
