namespace CrmLive.Pipeline;

/// <summary>One column: a stage, the cards from its top as far as they have been read, and what all of them add up to.</summary>
public sealed class Lane(StageOutline stage, BoardLayout layout, Lane? before = null)
{
    public StageOutline Stage => stage;

    /// <summary>In their order, whatever groups they are drawn in.</summary>
    public List<BoardCard> Cards { get; } = [];

    /// <summary>Came while their place was scrolled out of sight; shown when the person wants to see them.</summary>
    public List<BoardCard> Arrived { get; } = [];

    public StageTotals Totals { get; private set; } = StageTotals.None(stage.Id);

    public IReadOnlyList<GroupTotals> Groups { get; private set; } = [];

    /// <summary>The uppermost card in sight; null while the column is not scrolled.</summary>
    public long? FirstSeen { get; set; } = before?.FirstSeen;

    /// <summary>The last card that was read from the top on, as it was then; its place is where to read on.</summary>
    public BoardCard? ReadTo { get; private set; }

    /// <summary>Grows with each change, so that a column that did not change is not drawn again.</summary>
    public int Revision { get; private set; } = (before?.Revision ?? 0) + 1;

    /// <summary>There are more cards than have been read.</summary>
    public bool HasMore => Totals.Count > Read;

    /// <summary>How many cards have been read.</summary>
    public int Read => Cards.Count + Arrived.Count;

    /// <summary>What is drawn from top to bottom, row by row; null for a row that is no card.</summary>
    public IReadOnlyList<BoardCard?> Drawn =>
        layout.Grouping == BoardGrouping.None ? (IReadOnlyList<BoardCard?>)Cards : [.. LaneRow.Of(this, layout.Grouping, layout.Folded).Select(row => row.Card)];

    public void Changed() => Revision++;

    /// <summary>The card above or below, in the same group where cards are grouped.</summary>
    public BoardCard? Beside(BoardCard card, int step)
    {
        var group = layout.Grouping.GroupOf(card);
        List<BoardCard> cards = [.. Cards.Where(other => layout.Grouping.GroupOf(other) == group)];
        return cards.ElementAtOrDefault(cards.FindIndex(other => other.Id == card.Id) + step);
    }

    /// <summary>Takes over what was read from the top of the column. What is new above the cards in sight waits.</summary>
    internal void Show(IReadOnlyList<BoardCard> cards, IReadOnlySet<long> known)
    {
        var (before, waited) = (Cards.ToList(), Arrived.ToList());
        Cards.Clear();
        Cards.AddRange(cards);
        Arrived.Clear();
        ReadTo = Cards.LastOrDefault();
        Above().Where(card => !known.Contains(card.Id)).ToList().ForEach(Wait);
        if (!before.SequenceEqual(Cards) || !waited.SequenceEqual(Arrived))
        {
            Changed();
        }
    }

    internal void ReadOn(BoardCard last)
    {
        ReadTo = last;
        Changed();
    }

    /// <summary>What lies above the cards in sight.</summary>
    internal List<BoardCard> Above()
    {
        var above = FirstSeen is { } first ? Drawn.TakeWhile(card => card?.Id != first).ToList() : [];
        return above.Count == Drawn.Count ? [] : [.. above.OfType<BoardCard>()];
    }

    internal void Wait(BoardCard card)
    {
        Cards.Remove(card);
        Arrived.Add(card);
    }

    internal void Insert(BoardCard card, Comparison<BoardCard> order)
    {
        var place = Cards.BinarySearch(card, Comparer<BoardCard>.Create(order));
        Cards.Insert(place < 0 ? ~place : place, card);
        Changed();
    }

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
        FirstSeen = FirstSeen == id ? Drawn.SkipWhile(card => card?.Id != id).Skip(1).FirstOrDefault(card => card is not null)?.Id : FirstSeen;
        Cards.RemoveAll(card => card.Id == id);
        Arrived.RemoveAll(card => card.Id == id);
        Changed();
    }

    /// <summary>The cards lie further apart, in the same order but for those that were moved at the same time.</summary>
    internal void Spread(IReadOnlyDictionary<long, long> ranks, Comparison<BoardCard> order)
    {
        BoardCard Ranked(BoardCard card) => ranks.TryGetValue(card.Id, out var rank) ? card with { Rank = rank } : card;
        List<BoardCard> cards = [.. Cards.Select(Ranked)];
        List<BoardCard> arrived = [.. Arrived.Select(Ranked)];
        cards.Sort(order);
        if (!cards.Select(card => card.Id).SequenceEqual(Cards.Select(card => card.Id)))
        {
            Changed();
        }

        Cards.Clear();
        Cards.AddRange(cards);
        Arrived.Clear();
        Arrived.AddRange(arrived);
    }

    // A card behind the last one read comes when it is scrolled to.
    internal bool IsBehindWindow(BoardCard card, Comparison<BoardCard> order) =>
        ReadTo is { } last && Totals.Count > Read + 1 && order(card, last) > 0;

    /// <summary>About the rank that a card gets there, until the server has said which.</summary>
    internal long? RankAt(Slot slot, long moving)
    {
        var cards = Cards.Where(card => card.Id != moving).ToList();
        var at = slot.AfterId is { } after ? cards.FindIndex(card => card.Id == after) + 1 : slot.BeforeId is { } before ? Math.Max(0, cards.FindIndex(card => card.Id == before)) : 0;
        var (above, below) = (at > 0 ? cards[at - 1].Rank : (long?)null, at < cards.Count ? cards[at].Rank : (long?)null);
        return ManualOrder.Between(above, below, 1)?[0] ?? above;
    }
}
