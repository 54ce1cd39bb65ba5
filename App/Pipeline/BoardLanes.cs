namespace CrmLive.Pipeline;

/// <summary>How the cards of a column are ordered.</summary>
public enum BoardOrder
{
    /// <summary>Latest in the stage first, so that a card lands where it was dropped: on top.</summary>
    Latest = 0,

    /// <summary>Longest in the stage first.</summary>
    Waiting = 1,

    Amount = 2,

    /// <summary>Next expected close first.</summary>
    Close = 3,

    Name = 4,
}

/// <summary>One column: a stage with its cards and what they add up to.</summary>
public sealed class Lane(StageOutline stage)
{
    public StageOutline Stage => stage;

    public List<BoardCard> Cards { get; } = [];

    public StageTotals Totals { get; set; } = StageTotals.None(stage.Id);

    public StagePace Pace { get; set; } = new(stage.Id, null);
}

/// <summary>The cards of a board in their columns and order, as one browser shows them. Knows nothing of the database: it is told.</summary>
public sealed class BoardLanes
{
    private readonly Dictionary<long, BoardCard> _cards = [];
    private Comparison<BoardCard> _order = Compare(BoardOrder.Latest);

    public IReadOnlyList<Lane> All { get; private set; } = [];

    public bool IsEmpty => _cards.Count == 0;

    public IEnumerable<long> Ids => _cards.Keys;

    public void Fill(PipelineOutline pipeline, Board board, IReadOnlyList<StagePace> pace, BoardOrder order)
    {
        _order = Compare(order);
        _cards.Clear();
        All = [.. pipeline.Stages.Select(stage => new Lane(stage) { Pace = pace.FirstOrDefault(p => p.StageId == stage.Id) ?? new StagePace(stage.Id, null) })];
        foreach (var card in board.Cards.Where(card => Of(card.StageId) is not null))
        {
            _cards[card.Id] = card;
            Of(card.StageId)!.Cards.Add(card);
        }

        Add(board.Totals);
        Sort(order);
    }

    public void Sort(BoardOrder order)
    {
        _order = Compare(order);
        foreach (var lane in All)
        {
            lane.Cards.Sort(_order);
        }
    }

    /// <summary>Takes over what was read again: cards that are not in the news are gone.</summary>
    public void Take(BoardNews news, IEnumerable<long> asked)
    {
        foreach (var gone in asked.Except(news.Cards.Select(card => card.Id)))
        {
            Remove(gone);
        }

        foreach (var card in news.Cards.Where(card => Find(card.Id) != card))
        {
            Put(card);
        }

        Add(news.Totals);
    }

    /// <summary>Shows a move before it is known to be right. Returns the card as it was, to put it back.</summary>
    public BoardCard? Move(long id, long stageId, DateTimeOffset now)
    {
        if (Find(id) is not { } card || Of(stageId) is not { } lane)
        {
            return null;
        }

        Put(card with { StageId = stageId, Outcome = lane.Stage.Outcome, StageSince = now });
        return card;
    }

    /// <summary>Puts the card where it belongs, in place of itself.</summary>
    public void Put(BoardCard card)
    {
        Remove(card.Id);
        if (Of(card.StageId) is not { } lane)
        {
            return;
        }

        _cards[card.Id] = card;
        var place = lane.Cards.BinarySearch(card, Comparer<BoardCard>.Create(_order));
        lane.Cards.Insert(place < 0 ? ~place : place, card);
    }

    public BoardCard? Find(long id) => _cards.GetValueOrDefault(id);

    public Lane? Of(long stageId) => All.FirstOrDefault(lane => lane.Stage.Id == stageId);

    /// <summary>The column beside the card's own.</summary>
    public Lane? Beside(BoardCard card, int step)
    {
        var place = All.ToList().FindIndex(lane => lane.Stage.Id == card.StageId) + step;
        return place >= 0 && place < All.Count ? All[place] : null;
    }

    private void Remove(long id)
    {
        if (_cards.Remove(id, out var card))
        {
            Of(card.StageId)!.Cards.RemoveAll(other => other.Id == id);
        }
    }

    private void Add(IReadOnlyList<StageTotals> totals)
    {
        foreach (var lane in All)
        {
            lane.Totals = totals.FirstOrDefault(stage => stage.StageId == lane.Stage.Id) ?? StageTotals.None(lane.Stage.Id);
        }
    }

    private static Comparison<BoardCard> Compare(BoardOrder order) => order switch
    {
        BoardOrder.Waiting => (a, b) => First(a.StageSince.CompareTo(b.StageSince), a, b),
        BoardOrder.Amount => (a, b) => First(Nullable.Compare(b.Amount, a.Amount), a, b),
        BoardOrder.Close => (a, b) => First((a.ExpectedClose ?? DateOnly.MaxValue).CompareTo(b.ExpectedClose ?? DateOnly.MaxValue), a, b),
        BoardOrder.Name => (a, b) => First(string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase), a, b),
        _ => (a, b) => First(b.StageSince.CompareTo(a.StageSince), a, b),
    };

    private static int First(int order, BoardCard a, BoardCard b) => order != 0 ? order : a.Id.CompareTo(b.Id);
}
