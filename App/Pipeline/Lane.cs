namespace CrmLive.Pipeline;

/// <summary>One column: a stage, the cards from its top as far as they have been read, and what all of them add up to.</summary>
public sealed class Lane(StageOutline stage, StagePace? pace = null, Lane? before = null)
{
    public StageOutline Stage => stage;

    public StagePace Pace { get; } = pace ?? new StagePace(stage.Id, null);

    public List<BoardCard> Cards { get; } = [];

    /// <summary>Came while their place was scrolled out of sight; shown when the person wants to see them.</summary>
    public List<BoardCard> Arrived { get; } = [];

    public StageTotals Totals { get; private set; } = StageTotals.None(stage.Id);

    public IReadOnlyList<GroupTotals> Groups { get; private set; } = [];

    /// <summary>How many cards are scrolled out of sight above.</summary>
    public int FirstSeen { get; set; } = before?.FirstSeen ?? 0;

    /// <summary>Cards above the first one in sight that went away, for the page to keep the others where they are.</summary>
    public int GoneAbove { get; set; }

    /// <summary>Grows with each change, so that a column that did not change is not drawn again.</summary>
    public int Revision { get; private set; } = (before?.Revision ?? 0) + 1;

    /// <summary>There are more cards than have been read.</summary>
    public bool HasMore => Totals.Count > Cards.Count + Arrived.Count;

    public void Changed() => Revision++;

    internal void Sum(StageTotals totals, IReadOnlyList<GroupTotals> groups)
    {
        if (totals != Totals || !groups.SequenceEqual(Groups))
        {
            (Totals, Groups) = (totals, groups);
            Changed();
        }
    }

    internal void Forget(long id)
    {
        var place = Cards.FindIndex(card => card.Id == id);
        if (place >= 0)
        {
            Cards.RemoveAt(place);
            GoneAbove += place < FirstSeen ? 1 : 0;
        }
        else
        {
            Arrived.RemoveAll(card => card.Id == id);
        }

        Changed();
    }

    internal bool IsAboveView(BoardCard card, Comparison<BoardCard> order) => FirstSeen > 0 && FirstSeen < Cards.Count && order(card, Cards[FirstSeen]) < 0;

    // A card behind the last one read comes when it is scrolled to.
    internal bool IsBehindWindow(BoardCard card, Comparison<BoardCard> order) =>
        Cards.Count > 0 && Totals.Count > Cards.Count + Arrived.Count + 1 && order(card, Cards[^1]) > 0;

    /// <summary>About the rank that a card gets there, until the server has said which.</summary>
    internal long? RankAt(Slot slot, long moving)
    {
        var cards = Cards.Where(card => card.Id != moving).ToList();
        var at = slot.AfterId is { } after ? cards.FindIndex(card => card.Id == after) + 1 : slot.BeforeId is { } before ? Math.Max(0, cards.FindIndex(card => card.Id == before)) : 0;
        var (above, below) = (at > 0 ? cards[at - 1].Rank : (long?)null, at < cards.Count ? cards[at].Rank : (long?)null);
        return ManualOrder.Between(above, below, 1)?[0] ?? above;
    }
}
