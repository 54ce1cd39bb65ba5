namespace CrmLive.Pipeline;

/// <summary>The cards of a board that a person has chosen to do something with at once.</summary>
public sealed class BoardSelection
{
    /// <summary>As many as can be moved or given at once.</summary>
    public const int Most = MoveDeals.Most;

    private readonly HashSet<long> _ids = [];
    private long? _anchor;

    public int Count => _ids.Count;

    public bool Has(long id) => _ids.Contains(id);

    /// <summary>Chooses the card, or no longer. False where no more can be chosen; so are the others.</summary>
    public bool Toggle(long id)
    {
        _anchor = id;
        return _ids.Remove(id) || Add(id);
    }

    /// <summary>Chooses everything from the card that was chosen last to this one, in the order of their column.</summary>
    /// <param name="column">The cards of the column in which this one lies.</param>
    /// <param name="from">Where to begin when nothing there was chosen before.</param>
    public bool Extend(long id, IReadOnlyList<BoardCard> column, long? from = null)
    {
        var (begin, end) = (_anchor is { } anchor ? IndexOf(column, anchor) : -1, IndexOf(column, id));
        if (begin < 0)
        {
            _anchor = from ?? id;
            begin = IndexOf(column, _anchor.Value);
        }

        return begin < 0 || end < 0
            ? Add(id)
            : column.Skip(Math.Min(begin, end)).Take(Math.Abs(end - begin) + 1).All(card => Add(card.Id));
    }

    /// <summary>Chooses all of them, or none of them when all were chosen already.</summary>
    public bool ToggleAll(IReadOnlyList<BoardCard> cards)
    {
        if (!cards.All(card => Has(card.Id)))
        {
            return cards.All(card => Add(card.Id));
        }

        _ids.ExceptWith(cards.Select(card => card.Id));
        return true;
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

    private bool Add(long id) => _ids.Contains(id) || (_ids.Count < Most && _ids.Add(id));

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
