using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Adds up, from a few sums per stage, what a design would mean for open deals. However many deals there are, the database answers in a row per stage.</summary>
internal sealed class PipelineForecast(
    SalesPipeline pipeline,
    PipelineDesign design,
    IReadOnlyDictionary<long, StageSum> sums,
    IReadOnlySet<string> hidden)
{
    public static async Task<IReadOnlyDictionary<long, StageSum>> Sums(IQueryable<Deal> open, CancellationToken ct)
    {
        var all = await open.GroupBy(deal => deal.StageId)
            .Select(stage => new StageSum(stage.Key, stage.Count(), stage.Sum(deal => deal.Amount), stage.Sum(deal => deal.Amount * deal.Probability)))
            .ToDictionaryAsync(sum => sum.StageId, ct);
        var following = await open.Where(FollowingDeals.Are).GroupBy(deal => deal.StageId)
            .Select(stage => new StageSum(stage.Key, stage.Count(), stage.Sum(deal => deal.Amount), stage.Sum(deal => deal.Amount * deal.Probability)))
            .ToDictionaryAsync(sum => sum.StageId, ct);
        return all.ToDictionary(sum => sum.Key, sum => sum.Value with { Following = following.GetValueOrDefault(sum.Key) });
    }

    public PipelinePreview Preview(IReadOnlyList<PreviewFinding> findings, IReadOnlyList<StageCheck> unjudged) => new(
        pipeline.Currency,
        [.. design.Stages.Select(Staying), .. pipeline.Stages.Where(IsRemoved).OrderBy(stage => stage.Position).Select(Removed)],
        findings,
        unjudged);

    private static decimal Share(StageDesign stage) => stage.Outcome switch
    {
        StageKind.Won => 1m,
        StageKind.Lost => 0m,
        _ => stage.Probability,
    };

    private bool IsRemoved(Stage stage) => !stage.IsLeaving && design.Stages.All(staying => staying.Id != stage.Id);

    private StagePreview Staying(StageDesign stage)
    {
        var sum = Of(stage.Id);
        var arriving = (design.Removals ?? []).Where(removal => removal.TargetId == stage.Id && pipeline.Stage(removal.StageId) is { } from && IsRemoved(from))
            .Select(removal => Of(removal.StageId)).ToList();
        var then = arriving.Sum(from => from.Total * Share(stage)) + (design.DealsFollow ? After(sum, Share(stage)) : sum.Weighted);
        return new StagePreview(
            stage.Id, stage.Name ?? "", IsRemoved: false, sum.Count, arriving.Sum(from => from.Count), sum.Total, Weighted(sum.Weighted), Weighted(then));
    }

    private StagePreview Removed(Stage stage)
    {
        var sum = Of(stage.Id);
        return new StagePreview(stage.Id, stage.Name, IsRemoved: true, sum.Count, 0, sum.Total, Weighted(sum.Weighted), Weighted(0m));
    }

    // Whose probability a person has set keeps it.
    private static decimal After(StageSum sum, decimal share) =>
        sum.Weighted - (sum.Following?.Weighted ?? 0m) + ((sum.Following?.Total ?? 0m) * share);

    private StageSum Of(long? stageId) => sums.GetValueOrDefault(stageId ?? 0) ?? new StageSum(stageId ?? 0, 0, 0m, 0m);

    // Beside the total it would tell the probability to somebody from whom it is hidden.
    private decimal? Weighted(decimal sum) => hidden.Contains("opportunity.probability") ? null : sum;
}

/// <param name="Following">Those of the deals that take their probability from the stage.</param>
internal sealed record StageSum(long StageId, int Count, decimal Total, decimal Weighted, StageSum? Following = null);
