namespace CrmLive.Pipeline;

/// <summary>How a pipeline shall be.</summary>
/// <param name="Stages">In their order. A stage of the pipeline that is not among them is removed.</param>
/// <param name="Removals">Where the deals of removed stages go; needed for a stage that holds some.</param>
/// <param name="DealsFollow">Open deals get the new probabilities too; else only those that enter a stage from now on.</param>
/// <param name="Rules">What moves have to keep to; null leaves the rules as they are.</param>
/// <param name="Note">Why the probabilities change; kept with their table.</param>
public sealed record PipelineDesign(
    string? Name,
    IReadOnlyList<StageDesign> Stages,
    IReadOnlyList<StageRemoval>? Removals = null,
    bool DealsFollow = false,
    string? Note = null,
    IReadOnlyList<RuleDesign>? Rules = null);

/// <param name="Id">Null for a new stage.</param>
/// <param name="Probability">0 to 1; counts for open stages only.</param>
/// <param name="Required">What a deal must have to enter it; null leaves that as it is.</param>
public sealed record StageDesign(long? Id, string? Name, StageKind Outcome, decimal Probability, IReadOnlyList<DealField>? Required = null);

/// <param name="Id">Null for a new rule.</param>
public sealed record RuleDesign(long? Id, RuleTerms Terms);

/// <param name="TargetId">A stage of the same outcome that stays.</param>
public sealed record StageRemoval(long StageId, long TargetId);
