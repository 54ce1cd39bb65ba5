using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Makes a pipeline with its stages in order; the currency of its totals is fixed. Returns its number.</summary>
[Needs("pipeline.create")]
public sealed record AddPipeline(string? Name, string? Currency, IReadOnlyList<NewStage> Stages) : ICommand<long>;

/// <param name="Probability">0 to 1; counts for open stages only.</param>
public sealed record NewStage(string? Name, StageKind Outcome, decimal Probability);

file sealed class Rules : AbstractValidator<AddPipeline>
{
    public Rules()
    {
        RuleFor(pipeline => pipeline.Stages.Count).InclusiveBetween(2, 30).WithMessage("A pipeline has 2 to 30 stages.");
        RuleFor(pipeline => pipeline.Stages).Must(stages => stages.Any(stage => stage.Outcome == StageKind.Open))
            .WithMessage("A pipeline needs at least one open stage for its deals to start in.");
        RuleFor(pipeline => pipeline.Stages).Must(stages => stages.DistinctBy(stage => stage.Name?.Trim()).Count() == stages.Count)
            .WithMessage("Two stages have the same name. Give each its own.");
    }
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<AddPipeline, long>
{
    public async Task<long> Handle(AddPipeline request, CancellationToken cancellationToken)
    {
        await PipelineNames.CheckFree(db, request.Name, ownId: null, cancellationToken);
        await PipelineNames.CheckRoom(db, cancellationToken);
        var position = await db.Pipelines.CountAsync(cancellationToken);
        var pipeline = new SalesPipeline(await ids.Next(cancellationToken), request.Name!, request.Currency!, position, new Author(db.UserId, clock.GetUtcNow()));
        foreach (var stage in request.Stages)
        {
            pipeline.AddStage(await ids.Next(cancellationToken), stage.Name!, stage.Outcome, stage.Probability);
        }

        db.Pipelines.Add(pipeline);
        await db.SaveChangesAsync(cancellationToken);
        return pipeline.Id;
    }
}
