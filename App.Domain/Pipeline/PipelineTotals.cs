using CrmLive.Access;

namespace CrmLive.Pipeline;

/// <summary>The one definition of what deals add up to. Board, REST, command line and reports all ask it, so their sums are the same.</summary>
public static class PipelineTotals
{
    public static IQueryable<StageTotals> PerStage(IQueryable<Deal> deals) => deals
        .GroupBy(deal => deal.StageId)
        .Select(stage => new StageTotals(
            stage.Key, stage.Count(), stage.Sum(deal => deal.Amount), stage.Sum(deal => deal.Amount * deal.Probability)));
}

/// <summary>What the deals of one stage add up to, in the currency of their pipeline.</summary>
/// <param name="Weighted">Each amount times the probability that its deal got when it entered the stage.</param>
public sealed record StageTotals(
    long StageId,
    int Count,
    [property: Field("opportunity.amount")] decimal? Total,
    [property: Field("opportunity.amount")] decimal? Weighted)
{
    public static StageTotals None(long stageId) => new(stageId, 0, 0m, 0m);

    /// <summary>Total and weighted total together would tell the probability to somebody from whom it is hidden.</summary>
    public StageTotals Without(IReadOnlySet<string> hiddenFields) =>
        hiddenFields.Contains("opportunity.probability") ? this with { Weighted = null } : this;
}
