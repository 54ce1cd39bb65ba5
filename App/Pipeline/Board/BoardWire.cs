using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Which cards of a board.</summary>
public record BoardQuery
{
    /// <summary>Words of the name of the opportunity, its account or its owner, or what they begin with; case and accents do not count.</summary>
    public string? Search { get; init; }

    public RecordId? OwnerId { get; init; }

    /// <summary>Only open ones that have stood in their stage for more than 14 days.</summary>
    public bool OnlyStale { get; init; }

    /// <summary>Opportunities per stage, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <exception cref="InvalidInput">Fewer or more than allowed.</exception>
    internal int PerStage() => Limit is >= 1 and <= Page<BoardCard>.Most ? Limit
        : throw InvalidInput.Of("limit", "out_of_range", $"Ask for 1 to {Page<BoardCard>.Most} opportunities per stage.");

    internal BoardFilter Filter() => new(Search, OwnerId.Number(RecordKind.User, "owner_id"), OnlyStale);
}

/// <summary>Which cards of one stage of a board.</summary>
public sealed record BoardStageQuery : BoardQuery
{
    /// <summary>The next_cursor of the stage in the board, or of the page before, with the same filters.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A pipeline as a board: open opportunities, those closed this month, and what each stage adds up to.</summary>
/// <param name="IsCut">There are more cards than the answer holds; the totals count them all.</param>
public sealed record BoardResource(RecordId PipelineId, string Currency, IReadOnlyList<BoardStage> Stages, bool IsCut)
{
    /// <param name="next">Makes what clients read on with out of a stage and the place behind its last card.</param>
    internal static BoardResource Of(PipelineOutline pipeline, Board board, Func<RecordId, string?, string?> next)
    {
        var totals = board.Totals.ToDictionary(total => total.StageId);
        var cards = board.Cards.ToLookup(card => card.StageId);
        return new BoardResource(
            pipeline.Key, pipeline.Currency,
            [.. pipeline.Stages.Select(stage => Stage(stage, totals.GetValueOrDefault(stage.Id) ?? StageTotals.None(stage.Id), [.. cards[stage.Id]], next))], board.IsCut);
    }

    private static BoardStage Stage(StageOutline stage, StageTotals total, List<BoardCard> cards, Func<RecordId, string?, string?> next)
    {
        cards.Sort(BoardOrder.Manual.Compare());
        var id = stage.Id.Id(RecordKind.Stage);
        return new BoardStage(
            id, stage.Name, stage.Outcome, total.Count, total.Total, total.Weighted, [.. cards.Select(BoardItem.Of)],
            next(id, total.Count > cards.Count && cards.Count > 0 ? BoardOrder.Manual.Behind(cards[^1]) : null));
    }
}

/// <param name="Weighted">Each amount times the probability that it got when it entered the stage.</param>
/// <param name="NextCursor">Reads on in this stage at /board/{stage}; null where all are here.</param>
public sealed record BoardStage(
    RecordId Id, string Name, StageKind Outcome, int Count, decimal? Total, decimal? Weighted, IReadOnlyList<BoardItem> Opportunities, string? NextCursor);

/// <summary>A card.</summary>
public sealed record BoardItem(
    RecordId Id,
    string Name,
    decimal? Amount,
    DateTimeOffset StageSince,
    RecordId? AccountId,
    string? Account,
    RecordId? OwnerId,
    string? Owner,
    string? NextStep,
    DateOnly? ExpectedClose,
    long Version)
{
    internal static BoardItem Of(BoardCard card) => new(
        card.Key, card.Name, card.Amount, card.StageSince, card.AccountId.Id(RecordKind.Account), card.Account, card.OwnerId.Id(RecordKind.User),
        card.Owner, card.NextStep, card.ExpectedClose, card.Version);
}
