using CrmLive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CrmLive.Pipeline;

/// <summary>
/// Deals are open only in a pipeline that is not in the bin. Whoever adds, reopens or restores some saves them here, and a pipeline on its way to the bin
/// waits for them, or they for it.
/// </summary>
internal static class OpenDeals
{
    public static RuleBroken NoPipeline() => new("pipeline.deleted", "The pipeline of this deal is in the bin. Restore the pipeline first.");

    /// <exception cref="RuleBroken">A deal would be open in a pipeline that is in the bin.</exception>
    public static async Task SaveOpened(this CrmDb db, CancellationToken ct)
    {
        List<long> pipelines = [.. db.ChangeTracker.Entries<Deal>().Where(HasOpened).Select(entry => entry.Entity.PipelineId).Distinct().Order()];
        if (pipelines.Count == 0)
        {
            await db.SaveChangesAsync(ct);
            return;
        }

        await db.AsOne(() => Save(db, pipelines, ct), ct);
    }

    /// <summary>Nobody opens a deal in the pipeline until the transaction is over.</summary>
    public static Task Stop(CrmDb db, long pipelineId, CancellationToken ct) => db.Lock(Name(pipelineId), isShared: false, ct);

    private static async Task<int> Save(CrmDb db, IReadOnlyList<long> pipelines, CancellationToken ct)
    {
        foreach (var pipeline in pipelines)
        {
            await db.Lock(Name(pipeline), isShared: true, ct);
        }

        return await db.Pipelines.CountAsync(pipeline => pipelines.Contains(pipeline.Id), ct) == pipelines.Count
            ? await db.SaveChangesAsync(ct)
            : throw NoPipeline();
    }

    private static bool HasOpened(EntityEntry<Deal> entry) => entry.Entity is { IsOpen: true, DeletedAt: null } && entry.State switch
    {
        EntityState.Added => true,
        EntityState.Modified => entry.Property(deal => deal.Outcome).OriginalValue != StageKind.Open || entry.Property(deal => deal.DeletedAt).OriginalValue is not null,
        _ => false,
    };

    private static string Name(long pipelineId) => $"{RecordKind.Pipeline.Name} {new RecordId(RecordKind.Pipeline, pipelineId)}";
}
