namespace CrmLive.Pipeline;

/// <summary>
/// The cards of a board in their columns and order, as one browser shows them: of each column only as many as have been scrolled to, the sums of all.
/// Knows nothing of the database: it is told.
/// </summary>
public sealed class BoardLanes
{
    private readonly Dictionary<long, BoardCard> _cards = [];
    private readonly BoardLayout _layout = new();
    private Comparison<BoardCard> _order = BoardOrder.Manual.Compare();

    public IReadOnlyList<Lane> All { get; private set; } = [];

    /// <summary>Keys of the groups that are folded up.</summary>
    public IReadOnlySet<string> Folded => _layout.Folded;

    public bool IsEmpty => _cards.Count == 0;

    /// <summary>Grows with each change of any column.</summary>
    public int Revision => All.Sum(lane => lane.Revision);

    public IEnumerable<long> Ids => _cards.Keys;

    /// <summary>Shows a board from its top.</summary>
    public void Fill(PipelineOutline pipeline, Board board, BoardOrder order, BoardGrouping grouping = BoardGrouping.None)
    {
        (_order, _layout.Grouping) = (order.Compare(), grouping);
        foreach (var lane in All)
        {
            lane.FirstSeen = null;
        }

        Show(pipeline, board);
    }

    /// <summary>Takes over the same board, read again as far as it had been read. Columns that are as before stay as they are.</summary>
    public IReadOnlyList<Shift> Refill(PipelineOutline pipeline, Board board)
    {
        var sights = Look();
        Show(pipeline, board);
        return Since(sights, []);
    }

    /// <summary>Takes the next cards of a column, which was scrolled to the end of what was read.</summary>
    public void Append(Lane lane, IReadOnlyList<BoardCard> cards)
    {
        foreach (var card in cards.Where(card => card.StageId == lane.Stage.Id && !_cards.ContainsKey(card.Id)).Select(KeptOnce<BoardCard>.Of))
        {
            Insert(lane, card);
        }

        if (cards.Count > 0)
        {
            lane.ReadOn(cards[^1]);
        }
    }

    /// <summary>Takes over what was read again: cards that are not in the news are gone. Says which columns have shifted under what is in sight.</summary>
    /// <param name="isMine">The person at this browser did it, so that it shows at once wherever they have scrolled to.</param>
    public IReadOnlyList<Shift> Take(BoardNews news, IReadOnlyCollection<long> asked, bool isMine = false)
    {
        var sights = Look();

        // What a column adds up to first: it says whether there is more than has been read.
        Add(news.Totals, news.Groups);
        foreach (var gone in asked.Except(news.Cards.Select(card => card.Id)))
        {
            Remove(gone);
        }

        foreach (var card in news.Cards.Where(card => Find(card.Id) != card))
        {
            Put(card, isMine);
        }

        return Since(sights, asked);
    }

    /// <summary>Takes over the ranks of a column that has made room. Its cards lie as before, so it is not drawn again for that.</summary>
    public IReadOnlyList<Shift> Spread(Lane lane, IReadOnlyDictionary<long, long> ranks)
    {
        var sights = Look();
        lane.Spread(ranks, _order);
        foreach (var card in lane.Cards.Concat(lane.Arrived))
        {
            _cards[card.Id] = card;
        }

        return Since(sights, []);
    }

    /// <summary>Shows a move before it is known to be right. Returns the card as it was, to put it back.</summary>
    public BoardCard? Move(long id, long stageId, DateTimeOffset now, Slot? slot = null)
    {
        if (Find(id) is not { } card || Of(stageId) is not { } lane)
        {
            return null;
        }

        var rank = slot is null ? ManualOrder.Entering(now) : lane.RankAt(slot, id) ?? card.Rank;
        Put(card.StageId == stageId ? card with { Rank = rank } : card with { StageId = stageId, Outcome = lane.Stage.Outcome, StageSince = now, Days = 0, Rank = rank });
        return card;
    }

    /// <summary>Puts the card where it belongs, in place of itself.</summary>
    public void Put(BoardCard card, bool isMine = true)
    {
        var before = Find(card.Id);
        var isNew = before?.StageId != card.StageId;
        var isWaiting = !isMine && (isNew || Of(card.StageId)?.Arrived.Contains(before!) == true);
        Remove(card.Id);
        if (Of(card.StageId) is not { } lane || (isNew && !isMine && lane.IsBehindWindow(card, _order)))
        {
            return;
        }

        Insert(lane, card);
        if (isWaiting && lane.Above().Contains(card))
        {
            lane.Wait(card);
        }
    }

    /// <summary>The cards that arrived out of sight take their places.</summary>
    public void ShowArrived(Lane lane)
    {
        var arrived = lane.Arrived.ToList();
        lane.Arrived.Clear();
        arrived.ForEach(card => lane.Insert(card, _order));
    }

    /// <summary>Folds a group up, or open again.</summary>
    public void Fold(string group) => _layout.Fold(group);

    public BoardCard? Find(long id) => _cards.GetValueOrDefault(id);

    /// <summary>The card is drawn when it is scrolled to: it is not in a group that is folded up, and does not wait to be shown.</summary>
    public bool Shows(long id) => Find(id) is { } card && Of(card.StageId)!.Drawn.Contains(card);

    public Lane? Of(long stageId) => All.FirstOrDefault(lane => lane.Stage.Id == stageId);

    /// <summary>The column beside the card's own.</summary>
    public Lane? Beside(BoardCard card, int step)
    {
        var place = All.ToList().FindIndex(lane => lane.Stage.Id == card.StageId) + step;
        return place >= 0 && place < All.Count ? All[place] : null;
    }

    private void Show(PipelineOutline pipeline, Board board)
    {
        var known = All.SelectMany(lane => lane.Cards).ToLookup(card => card.StageId, card => card.Id);

        // A column whose stage is as it was stays, so that it is not drawn again for nothing.
        All = [.. pipeline.Stages.Select(stage => Of(stage.Id) is not { } before ? new Lane(stage, _layout) : before.Stage == stage ? before : new Lane(stage, _layout, before))];
        Add(board.Totals, board.Groups);
        _cards.Clear();
        foreach (var lane in All)
        {
            List<BoardCard> cards = [.. board.Cards.Where(card => card.StageId == lane.Stage.Id).Select(KeptOnce<BoardCard>.Of)];
            cards.Sort(_order);
            cards.ForEach(card => _cards[card.Id] = card);
            lane.Show(cards, known[lane.Stage.Id].ToHashSet());
        }
    }

    private List<LaneSight> Look() => [.. All.Where(lane => lane.FirstSeen is not null).Select(lane => new LaneSight(lane))];

    private List<Shift> Since(List<LaneSight> sights, IReadOnlyCollection<long> changed) =>
        [.. sights.Select(sight => Of(sight.StageId) is { } lane ? new Shift(sight.StageId, sight.Keep(lane, changed)) : null).OfType<Shift>().Where(shift => shift.Rows != 0)];

    private void Insert(Lane lane, BoardCard card)
    {
        _cards[card.Id] = card;
        lane.Insert(card, _order);
    }

    private void Remove(long id)
    {
        if (_cards.Remove(id, out var card))
        {
            Of(card.StageId)!.Forget(id);
        }
    }

    private void Add(IReadOnlyList<StageTotals> totals, IReadOnlyList<GroupTotals> groups)
    {
        foreach (var lane in All)
        {
            lane.Sum(
                totals.FirstOrDefault(stage => stage.StageId == lane.Stage.Id) ?? StageTotals.None(lane.Stage.Id),
                [.. groups.Where(group => group.StageId == lane.Stage.Id)]);
        }
    }
}
