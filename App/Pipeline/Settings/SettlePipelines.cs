using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>
/// Brings some deals to where the settings of their pipelines want them: out of a removed stage, on to a published probability. Returns how many; there
/// may be more until <see cref="Unsettled"/> finds nothing. Cut off, it goes on where it was.
/// </summary>
[Needs("pipeline.update")]
public sealed record SettlePipelines : ICommand<int>
{
    /// <summary>Deals per transaction: short enough that people who move deals meanwhile do not wait.</summary>
    public const int Most = 250;
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<SettlePipelines, int>
{
    public async Task<int> Handle(SettlePipelines request, CancellationToken cancellationToken)
    {
        var settled = await Unsettled.Stages(db).OrderBy(stage => stage.Id).FirstOrDefaultAsync(cancellationToken) is { } leaving
            ? await Empty(leaving, cancellationToken)
            : await Unsettled.Tables(db).Include(table => table.Shares).OrderBy(table => table.Id).FirstOrDefaultAsync(cancellationToken) is { } table
                ? await Follow(table, cancellationToken)
                : 0;
        await db.SaveChangesAsync(cancellationToken);
        return settled;
    }

    private async Task<int> Empty(Stage leaving, CancellationToken ct)
    {
        // The target may have been removed itself and hands its deals on in its turn; deals in the bin come back into a stage that is there.
        var target = await db.Stages.IgnoreQueryFilters([Filters.Deleted]).AsNoTracking().SingleAsync(stage => stage.Id == leaving.MovesToId, ct);
        var deals = await Some(db.Deals.IgnoreQueryFilters([Filters.Deleted]).Where(deal => deal.StageId == leaving.Id), ct);
        foreach (var deal in deals)
        {
            var move = new StageMove(await ids.Next(ct), ActorId: null, clock.GetUtcNow(), $"The stage {leaving.Name} was removed");
            db.StageChanges.Add(deal.Relocate(leaving, target, move));
        }

        if (deals.Count < SettlePipelines.Most)
        {
            leaving.Remove(clock.GetUtcNow());
        }

        return Math.Max(1, deals.Count);
    }

    private async Task<int> Follow(ProbabilityTable table, CancellationToken ct)
    {
        // Deals in the bin follow too: they may be restored.
        var deals = await Some(db.Deals.IgnoreQueryFilters([Filters.Deleted]).Where(FollowingDeals.Are)
            .Where(deal => deal.PipelineId == table.PipelineId && deal.TableNumber < table.Number), ct);
        deals.ForEach(deal => deal.Follow(table));
        return deals.Count;
    }

    private static Task<List<Deal>> Some(IQueryable<Deal> deals, CancellationToken ct) =>
        deals.OrderBy(deal => deal.Id).Take(SettlePipelines.Most).ToListAsync(ct);
}
