using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>A pipeline with its stages in order.</summary>
public sealed record PipelineResource(RecordId Id, string Name, string Currency, IReadOnlyList<StageResource> Stages)
{
    internal static PipelineResource Of(PipelineOutline pipeline) => new(
        pipeline.Key, pipeline.Name, pipeline.Currency,
        [.. pipeline.Stages.Select(stage => new StageResource(stage.Id.Id(RecordKind.Stage), stage.Name, stage.Outcome, stage.Probability))]);
}

/// <param name="Probability">0 to 1.</param>
public sealed record StageResource(RecordId Id, string Name, StageKind Outcome, decimal Probability);

/// <summary>A new pipeline.</summary>
public sealed record NewPipeline
{
    public string? Name { get; init; }

    /// <summary>Of all amounts in it; ISO 4217, such as EUR. It cannot be changed later.</summary>
    public string? Currency { get; init; }

    /// <summary>2 to 30, in order, at least one of them open.</summary>
    public IReadOnlyList<NewStageInput>? Stages { get; init; }

    internal AddPipeline Request() => new(Name, Currency, [.. (Stages ?? []).Select(stage => new NewStage(stage.Name, stage.Outcome, stage.Probability))]);
}

/// <summary>A stage of a new pipeline.</summary>
public sealed record NewStageInput
{
    public string? Name { get; init; }

    public StageKind Outcome { get; init; }

    /// <summary>0 to 1; counts for open stages only.</summary>
    public decimal Probability { get; init; }
}

/// <summary>Which cards of a board.</summary>
public sealed record BoardQuery
{
    /// <summary>Part of the name of the opportunity, its account or its owner.</summary>
    public string? Search { get; init; }

    public RecordId? OwnerId { get; init; }

    /// <summary>Only open ones that have stood in their stage for more than 14 days.</summary>
    public bool OnlyStale { get; init; }

    internal BoardFilter Filter() => new(Search, OwnerId.Number(RecordKind.User, "owner_id"), OnlyStale);
}

/// <summary>A pipeline as a board: open opportunities, those closed this month, and what each stage adds up to.</summary>
/// <param name="IsCut">There are more cards than the answer holds; the totals count them all.</param>
public sealed record BoardResource(RecordId PipelineId, string Currency, IReadOnlyList<BoardStage> Stages, bool IsCut)
{
    internal static BoardResource Of(PipelineOutline pipeline, Board board)
    {
        var totals = board.Totals.ToDictionary(total => total.StageId);
        var cards = board.Cards.ToLookup(card => card.StageId);
        return new BoardResource(pipeline.Key, pipeline.Currency, [.. pipeline.Stages.Select(stage => Stage(stage, totals, cards))], board.IsCut);
    }

    private static BoardStage Stage(StageOutline stage, Dictionary<long, StageTotals> totals, ILookup<long, BoardCard> cards)
    {
        var total = totals.GetValueOrDefault(stage.Id);
        return new BoardStage(
            stage.Id.Id(RecordKind.Stage), stage.Name, stage.Outcome, total?.Count ?? 0, total is null ? 0m : total.Total, total is null ? 0m : total.Weighted,
            [.. cards[stage.Id].Select(BoardItem.Of)]);
    }
}

/// <param name="Weighted">Each amount times the probability that it got when it entered the stage.</param>
public sealed record BoardStage(
    RecordId Id, string Name, StageKind Outcome, int Count, decimal? Total, decimal? Weighted, IReadOnlyList<BoardItem> Opportunities);

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

/// <summary>The period and the people that figures are about.</summary>
public sealed record MetricsQuery
{
    /// <summary>First day, UTC; by default that of the 12 months up to the last one, as on the insights page.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, UTC; by default today.</summary>
    public DateOnly? To { get; init; }

    public RecordId? OwnerId { get; init; }

    public RecordId? TeamId { get; init; }

    internal GetPipelineMetrics Request(long pipelineId, DateTimeOffset now)
    {
        var usual = Periods.Named(Periods.Usual, To ?? DateOnly.FromDateTime(now.UtcDateTime))!;
        return new GetPipelineMetrics(
            pipelineId, From ?? usual.From, usual.To, OwnerId.Number(RecordKind.User, "owner_id"), TeamId.Number(RecordKind.Team, "team_id"));
    }
}
