using CrmLive.Data;
using CrmLive.Pipeline;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>Opens a run, and makes the pipeline of the map when there is none of its name. Returns the number of the run.</summary>
[Needs("import.create")]
public sealed record StartImport(string System, PipelineMap? Pipeline) : ICommand<long>;

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<StartImport, long>
{
    public async Task<long> Handle(StartImport request, CancellationToken cancellationToken)
    {
        if (request.Pipeline is { } pipeline)
        {
            await Ensure(pipeline, cancellationToken);
        }

        var run = new ImportRun(await ids.Next(cancellationToken), request.System, clock.GetUtcNow());
        db.Imports.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        return run.Id;
    }

    private async Task Ensure(PipelineMap wanted, CancellationToken ct)
    {
        var pipelines = await db.Pipelines.AsNoTracking().Include(pipeline => pipeline.Stages).ToListAsync(ct);
        if (pipelines.Find(pipeline => NameFold.AreSame(pipeline.Name, wanted.Name)) is { } known)
        {
            var missing = wanted.Stages.Find(stage => known.Stages.All(one => !NameFold.AreSame(one.Name, stage.Name)));
            if (missing is not null)
            {
                throw new RuleBroken("import.stage", $"The pipeline {known.Name} is there, and it has no stage {missing.Name}. Add the stage, or name another pipeline in the map.");
            }

            return;
        }

        ImportAccess.Demand(db.Work.Actor, RecordKind.Pipeline);
        var made = new SalesPipeline(await ids.Next(ct), wanted.Name, wanted.Currency, await db.Pipelines.CountAsync(ct), new Author(db.UserId, clock.GetUtcNow()));
        foreach (var stage in wanted.Stages)
        {
            made.AddStage(await ids.Next(ct), stage.Name, stage.Outcome, stage.Probability);
        }

        db.Pipelines.Add(made);
    }
}
