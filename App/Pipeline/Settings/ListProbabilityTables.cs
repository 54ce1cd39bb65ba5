using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The tables of probabilities that a pipeline has had, the latest first.</summary>
[Needs("pipeline.read")]
public sealed record ListProbabilityTables(long PipelineId) : IQuery<IReadOnlyList<ProbabilityTableRow>>
{
    /// <summary>Older ones are kept and not shown.</summary>
    public const int Most = 100;
}

/// <param name="By">Null when the software made it.</param>
/// <param name="DealsFollow">Deals that were open then took its probabilities over.</param>
public sealed record ProbabilityTableRow(
    long Id, int Number, DateTimeOffset From, string? By, string? Note, bool DealsFollow, IReadOnlyList<ProbabilityRow> Shares);

/// <param name="Stage">Its present name; that of a removed stage is the last that it had.</param>
public sealed record ProbabilityRow(long StageId, string Stage, decimal Probability);

file sealed class Handler(CrmDb db) : IRequestHandler<ListProbabilityTables, IReadOnlyList<ProbabilityTableRow>>
{
    public async Task<IReadOnlyList<ProbabilityTableRow>> Handle(ListProbabilityTables request, CancellationToken cancellationToken)
    {
        var pipeline = await db.Require<SalesPipeline>(request.PipelineId, cancellationToken);
        var tables = await db.ProbabilityTables.AsNoTracking().Include(table => table.Shares)
            .Where(table => table.PipelineId == pipeline.Id)
            .OrderByDescending(table => table.Number).Take(ListProbabilityTables.Most)
            .ToListAsync(cancellationToken);
        var people = tables.Select(table => table.ById).Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);

        // Also stages that are in the bin by now.
        var stages = await db.Stages.IgnoreQueryFilters([Filters.Deleted]).AsNoTracking()
            .Where(stage => stage.PipelineId == pipeline.Id).ToDictionaryAsync(stage => stage.Id, cancellationToken);
        return [.. tables.Select(table => new ProbabilityTableRow(
            table.Id, table.Number, table.From, names.GetValueOrDefault(table.ById ?? 0), table.Note, table.DealsFollow,
            [.. table.Shares.Select(share => stages[share.StageId]).OrderBy(stage => stage.Position)
                .Select(stage => new ProbabilityRow(stage.Id, stage.Name, table.Of(stage.Id)!.Value))]))];
    }
}
