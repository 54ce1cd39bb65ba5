using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>A pipeline with all that is set about it.</summary>
/// <param name="ProbabilityTable">Number of the table of probabilities that is in force.</param>
public sealed record PipelineSettings(
    RecordId Id, string Name, string Currency, IReadOnlyList<StageInput> Stages, IReadOnlyList<RuleInput> Rules, int ProbabilityTable, long Version)
{
    internal static PipelineSettings Of(PipelineDetails pipeline)
    {
        var present = PipelineInput.Of(pipeline);
        return new PipelineSettings(
            pipeline.Key, pipeline.Name, pipeline.Currency, present.Stages!, present.Rules!, pipeline.TableNumber, pipeline.Version);
    }
}

/// <summary>What can be changed about a pipeline. A list that is sent replaces the present one.</summary>
public sealed record PipelineInput
{
    public string? Name { get; init; }

    /// <summary>All stages in order: those that stay with their ids, new ones without. One that is left out is removed.</summary>
    public IReadOnlyList<StageInput>? Stages { get; init; }

    /// <summary>All rules for moves: those that stay with their ids, new ones without.</summary>
    public IReadOnlyList<RuleInput>? Rules { get; init; }

    /// <summary>Where the opportunities of removed stages go; needed for a stage that holds some.</summary>
    public IReadOnlyList<RemovalInput>? Removals { get; init; }

    /// <summary>Open opportunities take over changed probabilities; else only those that enter a stage from now on.</summary>
    public bool DealsFollow { get; init; }

    /// <summary>Why the probabilities change.</summary>
    public string? Note { get; init; }

    internal static PipelineInput Of(PipelineDetails pipeline) => new()
    {
        Name = pipeline.Name,
        Stages = [.. pipeline.Stages.Select(stage => new StageInput
        {
            Id = stage.Id.Id(RecordKind.Stage), Name = stage.Name, Outcome = stage.Outcome, Probability = stage.Probability, Required = stage.Required,
        })],
        Rules = [.. pipeline.Rules.Select(rule => new RuleInput
        {
            Id = rule.Id, Check = rule.Terms.Check, Strength = rule.Terms.Strength, StageId = rule.Terms.StageId.Id(RecordKind.Stage),
            Limit = rule.Terms.Limit, Message = rule.Terms.Message,
        })],
    };

    internal PipelineDesign Design() => new(
        Name,
        [.. (Stages ?? []).Select(stage => stage.Design())],
        [.. (Removals ?? []).Select(removal => new StageRemoval(DealWire.Stage(removal.StageId), DealWire.Stage(removal.TargetId)))],
        DealsFollow,
        Note,
        [.. (Rules ?? []).Select(rule => rule.Design())]);
}

/// <summary>A stage as it shall be.</summary>
public sealed record StageInput
{
    /// <summary>Without one it is new.</summary>
    public RecordId? Id { get; init; }

    public string? Name { get; init; }

    public StageKind Outcome { get; init; }

    /// <summary>0 to 1; counts for open stages only.</summary>
    public decimal Probability { get; init; }

    /// <summary>What an opportunity must have to enter it; left out, it stays as it is.</summary>
    public IReadOnlyList<DealField>? Required { get; init; }

    internal StageDesign Design() => new(Id.Number(RecordKind.Stage, "stages"), Name, Outcome, Probability, Required);
}

/// <summary>A rule for moves as it shall be.</summary>
public sealed record RuleInput
{
    /// <summary>Without one it is new.</summary>
    public long? Id { get; init; }

    public StageCheck Check { get; init; }

    public RuleStrength Strength { get; init; }

    /// <summary>Only for moves into this stage.</summary>
    public RecordId? StageId { get; init; }

    /// <summary>Money or days, for the checks that have one.</summary>
    public decimal? Limit { get; init; }

    /// <summary>What people are told instead of the sentence of the check.</summary>
    public string? Message { get; init; }

    internal RuleDesign Design() => new(Id, new RuleTerms(Check, Strength, StageId.Number(RecordKind.Stage, "rules"), Limit, Message));
}

/// <summary>An order of pipelines.</summary>
public sealed record PipelineOrder
{
    /// <summary>Each once; those that are not named follow as they were.</summary>
    [Needed("Name the pipelines in their order.")]
    public IReadOnlyList<RecordId>? PipelineIds { get; init; }

    internal OrderPipelines Request() => new([.. PipelineIds!.Select(id => ((RecordId?)id).Number(RecordKind.Pipeline, "pipeline_ids")!.Value)]);
}

/// <param name="Moved">How many pipelines changed their place.</param>
public sealed record PipelinesOrdered(int Moved);

/// <summary>Where the opportunities of a removed stage go.</summary>
public sealed record RemovalInput
{
    public RecordId? StageId { get; init; }

    /// <summary>A stage of the same outcome that stays.</summary>
    public RecordId? TargetId { get; init; }
}

/// <param name="PublishedTable">Number of the table of probabilities that was published; null when they stay as they were.</param>
public sealed record PipelineSavedAnswer(RecordId Id, long Version, int? PublishedTable);

/// <summary>One version of the probabilities of a pipeline.</summary>
/// <param name="By">Null when the software made it.</param>
/// <param name="DealsFollow">Opportunities that were open then took it over.</param>
public sealed record ProbabilityTableResource(
    int Number, DateTimeOffset From, string? By, string? Note, bool DealsFollow, IReadOnlyList<StageProbability> Probabilities)
{
    internal static ProbabilityTableResource Of(ProbabilityTableRow table) => new(
        table.Number, table.From, table.By, table.Note, table.DealsFollow,
        [.. table.Shares.Select(share => new StageProbability(share.StageId.Id(RecordKind.Stage), share.Stage, share.Probability))]);
}

/// <param name="Probability">0 to 1.</param>
public sealed record StageProbability(RecordId StageId, string Stage, decimal Probability);
