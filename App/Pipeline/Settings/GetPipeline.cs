using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>One pipeline with all that can be set about it.</summary>
[Needs("pipeline.read")]
public sealed record GetPipeline(long PipelineId) : IQuery<PipelineDetails>;

public sealed record PipelineDetails(
    long Id,
    long Version,
    string Name,
    string Currency,
    int Position,
    int TableNumber,
    IReadOnlyList<StageDetails> Stages,
    IReadOnlyList<LeavingStage> Leaving,
    IReadOnlyList<RuleDesign> Rules)
{
    public RecordId Key => new(RecordKind.Pipeline, Id);

    /// <summary>What an edit starts from.</summary>
    public PipelineDesign Design() => new(Name, [.. Stages.Select(stage => stage.Design())], Rules: Rules);
}

public sealed record StageDetails(long Id, string Name, StageKind Outcome, decimal Probability, IReadOnlyList<DealField> Required)
{
    public StageDesign Design() => new(Id, Name, Outcome, Probability, Required);
}

/// <summary>A stage that was removed and from which deals are still on their way.</summary>
public sealed record LeavingStage(long Id, string Name, string? Target);

file sealed class Handler(CrmDb db) : IRequestHandler<GetPipeline, PipelineDetails>
{
    public async Task<PipelineDetails> Handle(GetPipeline request, CancellationToken cancellationToken)
    {
        var pipeline = await db.Pipelines.AsNoTracking().Include(p => p.Stages).Include(p => p.Rules).AsSingleQuery()
            .SingleOrDefaultAsync(p => p.Id == request.PipelineId, cancellationToken)
            ?? throw new NotFound(RecordKind.Pipeline, request.PipelineId);
        var names = pipeline.Stages.ToDictionary(stage => stage.Id, stage => stage.Name);
        return new PipelineDetails(
            pipeline.Id, pipeline.Version, pipeline.Name, pipeline.Currency, pipeline.Position, pipeline.TableNumber,
            [.. pipeline.Stages.Where(stage => !stage.IsLeaving).OrderBy(stage => stage.Position)
                .Select(stage => new StageDetails(stage.Id, stage.Name, stage.Outcome, stage.Probability, stage.Required))],
            [.. pipeline.Stages.Where(stage => stage.IsLeaving)
                .Select(stage => new LeavingStage(stage.Id, stage.Name, names.GetValueOrDefault(stage.MovesToId ?? 0)))],
            [.. pipeline.Rules.OrderBy(rule => rule.Id).Select(rule => new RuleDesign(rule.Id, rule.Terms()))]);
    }
}
