namespace CrmLive.Pipeline;

/// <summary>
/// The cards of a board in their columns and order, as one browser shows them: of each column only as many as have been scrolled to, the sums of all.
/// Knows nothing of the database: it is told.
/// </summary>
public sealed class BoardLanes
{
    private readonly Dictionary<long, BoardCard> _cards = [];
    private Comparison<BoardCard> _order = BoardOrder.Manual.Compare();

    public IReadOnlyList<Lane> All { get; private set; } = [];

    public bool IsEmpty => _cards.Count == 0;

    /// <summary>Grows with each change of any column.</summary>
    public int Revision => All.Sum(lane => lane.Revision);

    public IEnumerable<long> Ids => _cards.Keys;

    public void Fill(PipelineOutline pipeline, Board board, IReadOnlyList<StagePace> pace, BoardOrder order)
    {
        _order = order.Compare();
        _cards.Clear();
        var before = All.ToDictionary(lane => lane.Stage.Id);
        All = [.. pipeline.Stages.Select(stage => new Lane(stage, pace.FirstOrDefault(p => p.StageId == stage.Id), before.GetValueOrDefault(stage.Id)))];
        foreach (var card in board.Cards.Where(card => Of(card.StageId) is not null).Select(KeptOnce<BoardCard>.Of))
        {
            _cards[card.Id] = card;
            Of(card.StageId)!.Cards.Add(card);
        }

        foreach (var lane in All)
        {
            lane.Cards.Sort(_order);
        }

        Add(board.Totals, board.Groups);
    }

    /// <summary>Takes the next cards of a column, which was scrolled to the end of what was read.</summary>
    public void Append(Lane lane, IEnumerable<BoardCard> cards)
    {
        foreach (var card in cards.Where(card => card.StageId == lane.Stage.Id && !_cards.ContainsKey(card.Id)).Select(KeptOnce<BoardCard>.Of))
        {
            _cards[card.Id] = card;
            Insert(lane, card);
        }

        lane.Changed();
    }

    /// <summary>Takes over what was read again: cards that are not in the news are gone.</summary>
    /// <param name="isMine">The person at this browser did it, so that it shows at once wherever they have scrolled to.</param>
    public void Take(BoardNews news, IEnumerable<long> asked, bool isMine = false)
    {
        foreach (var gone in asked.Except(news.Cards.Select(card => card.Id)))
        {
            Remove(gone);
        }

        foreach (var card in news.Cards.Where(card => Find(card.Id) != card))
        {
            Put(card, isMine);
        }

        Add(news.Totals, news.Groups);
    }

    /// <summary>Shows a move before it is known to be right. Returns the card as it was, to put it back.</summary>
    public BoardCard? Move(long id, long stageId, DateTimeOffset now, Slot? slot = null)
    {
        if (Find(id) is not { } card || Of(stageId) is not { } lane)
        {
            return null;
        }

        var rank = slot is null ? ManualOrder.Entering(now) : lane.RankAt(slot, id) ?? card.Rank;
        Put(card.StageId == stageId ? card with { Rank = rank } : card with { StageId = stageId, Outcome = lane.Stage.Outcome, StageSince = now, Rank = rank });
        return card;
    }

    /// <summary>Puts the card where it belongs, in place of itself.</summary>
    public void Put(BoardCard card, bool isMine = true)
    {
        var isNew = Find(card.Id)?.StageId != card.StageId;
        Remove(card.Id);
        if (Of(card.StageId) is not { } lane)
        {
            return;
        }

        _cards[card.Id] = card;
        if (isNew && !isMine && lane.IsAboveView(card, _order))
        {
            lane.Arrived.Add(card);
            lane.Changed();
        }
        else if (!lane.IsBehindWindow(card, _order))
        {
            Insert(lane, card);
        }
        else
        {
            _cards.Remove(card.Id);
        }
    }

    /// <summary>The cards that arrived out of sight take their places.</summary>
    public void ShowArrived(Lane lane)
    {
        var arrived = lane.Arrived.ToList();
        lane.Arrived.Clear();
        arrived.ForEach(card => Insert(lane, card));
        lane.Changed();
    }

    public BoardCard? Find(long id) => _cards.GetValueOrDefault(id);

    public Lane? Of(long stageId) => All.FirstOrDefault(lane => lane.Stage.Id == stageId);

    /// <summary>The column beside the card's own.</summary>
    public Lane? Beside(BoardCard card, int step)
    {
        var place = All.ToList().FindIndex(lane => lane.Stage.Id == card.StageId) + step;
        return place >= 0 && place < All.Count ? All[place] : null;
    }

    private void Insert(Lane lane, BoardCard card)
    {
        var place = lane.Cards.BinarySearch(card, Comparer<BoardCard>.Create(_order));
        lane.Cards.Insert(place < 0 ? ~place : place, card);
        lane.Changed();
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
