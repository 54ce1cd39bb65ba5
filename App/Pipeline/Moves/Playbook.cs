using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Loads the stages and rules that the moves of a deal are judged by, in one query.</summary>
internal static class Playbook
{
    /// <summary>The right to make exceptions from hard rules.</summary>
    public const string Approve = "pipeline.approve";

    // Stages times rules are a few dozen short rows, which cost less than another round trip, and both come from one moment.
    public static async Task<SalesPipeline> Of(CrmDb db, long pipelineId, CancellationToken ct) =>
        await db.Pipelines.AsNoTracking().Include(pipeline => pipeline.Stages).Include(pipeline => pipeline.Rules).AsSingleQuery()
            .SingleOrDefaultAsync(pipeline => pipeline.Id == pipelineId, ct)
        ?? throw OpenDeals.NoPipeline();

    /// <summary>A stage of the pipeline, or of another one, for the rules to refuse.</summary>
    /// <exception cref="InvalidInput">There is no such stage.</exception>
    public static async Task<Stage> Stage(CrmDb db, SalesPipeline pipeline, long id, CancellationToken ct) =>
        // One that is being removed may be gone since the pipeline was read, and is named by the rules then.
        (pipeline.Stage(id) is { IsLeaving: false } stage ? stage : null)
        ?? await db.Stages.AsNoTracking().IgnoreQueryFilters([Filters.Deleted]).SingleOrDefaultAsync(row => row.Id == id, ct)
        ?? throw InvalidInput.Of("stage_id", "unknown", $"There is no stage {new RecordId(RecordKind.Stage, id)}. Choose one of the pipeline.");
}
