namespace CrmLive.Pipeline;

/// <summary>Stages, their order or their probabilities have changed; what changed in each stage its own events say.</summary>
/// <param name="ProbabilityTable">Number of the table that is in force.</param>
public sealed record PipelineRedesigned(long PipelineId, string Name, int ProbabilityTable, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
    : DomainEvent("pipeline.redesigned.v1", RecordKind.Pipeline, PipelineId);
