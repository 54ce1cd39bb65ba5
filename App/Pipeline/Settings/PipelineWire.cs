using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>A pipeline with its stages in order.</summary>
public sealed record PipelineResource(RecordId Id, string Name, string Currency, IReadOnlyList<StageResource> Stages, DateTimeOffset UpdatedAt, long Version)
{
    internal static PipelineResource Of(PipelineOutline pipeline) => new(
        pipeline.Key, pipeline.Name, pipeline.Currency,
        [.. pipeline.Stages.Select(stage => new StageResource(stage.Id.Id(RecordKind.Stage), stage.Name, stage.Outcome, stage.Probability))],
        pipeline.ChangedAt, pipeline.Version);
}

/// <summary>Which pipelines, in which order.</summary>
public sealed record PipelineQuery
{
    /// <summary>Part of the name; case and accents do not count.</summary>
    public string? Search { get; init; }

    /// <summary>Those in the bin instead.</summary>
    public bool InBin { get; init; }

    /// <summary>position (as people have put them), name or updated_at; with a hyphen before it the other way round.</summary>
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before, with the same filters and the same order.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    internal ListPipelines Request()
    {
        var (order, descending) = Sorted.By(Sort, ("position", PipelineSort.Place), ("name", PipelineSort.Name), ("updated_at", PipelineSort.Changed));
        return new ListPipelines(Search, InBin, order, descending, Cursor, Limit);
    }
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
