using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Adds up, from a few sums per stage, what a design would mean for open deals. However many deals there are, the database answers in a row per stage.</summary>
internal sealed class PipelineForecast(
    SalesPipeline pipeline,
    PipelineDesign design,
    IReadOnlyDictionary<long, StageSum> sums,
    IReadOnlyDictionary<long, MissingSum> missing,
    IReadOnlyList<(long Stage, BreachCount Count)> breaches,
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

    public static async Task<IReadOnlyDictionary<long, MissingSum>> Missing(IQueryable<Deal> open, CancellationToken ct) => await open
        .GroupBy(deal => deal.StageId)
        .Select(stage => new MissingSum(
            stage.Key,
            stage.Count(deal => deal.Amount <= 0),
            stage.Count(deal => deal.AccountId == null),
            stage.Count(deal => deal.ContactId == null),
            stage.Count(deal => deal.ProductId == null),
            stage.Count(deal => deal.ExpectedClose == null),
            stage.Count(deal => deal.NextStep == null || deal.NextStep == "")))
        .ToDictionaryAsync(sum => sum.StageId, ct);

    /// <summary>Rules that are new or say something else than before.</summary>
    public static IEnumerable<RuleTerms> NewRules(SalesPipeline pipeline, PipelineDesign design) =>
        (design.Rules ?? []).Select(rule => rule.Terms).Except(pipeline.Rules.Select(rule => rule.Terms()));

    /// <summary>Deals that stand where such a rule speaks of them already. A rule about the way of a deal speaks only when it moves.</summary>
    public static async Task<IEnumerable<(long Stage, BreachCount Count)>> Breaking(IQueryable<Deal> open, RuleTerms rule, DateTimeOffset now, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var within = open.Where(deal => rule.StageId == null || deal.StageId == rule.StageId);
        var breaking = rule.Check switch
        {
            StageCheck.MostAmount => within.Where(deal => deal.Amount > rule.Limit),
            StageCheck.CloseAhead => within.Where(deal => deal.ExpectedClose < today),
            _ => null,
        };
        return breaking is null ? []
            : (await breaking.GroupBy(deal => deal.StageId).Select(stage => new { stage.Key, Count = stage.Count() }).ToListAsync(ct))
                .Select(stage => (stage.Key, new BreachCount(rule.Check, rule.Strength, stage.Count, rule.Limit)));
    }

    public PipelinePreview Preview() => new(
        pipeline.Currency,
        [.. design.Stages.Select(Staying), .. pipeline.Stages.Where(IsRemoved).OrderBy(stage => stage.Position).Select(Removed)]);

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
            stage.Id, stage.Name ?? "", IsRemoved: false, sum.Count, arriving.Sum(from => from.Count), sum.Total, Weighted(sum.Weighted), Weighted(then),
            [.. Missing(stage)],
            [.. breaches.Where(breach => breach.Stage == stage.Id).Select(breach => breach.Count)]);
    }

    private StagePreview Removed(Stage stage)
    {
        var sum = Of(stage.Id);
        return new StagePreview(stage.Id, stage.Name, IsRemoved: true, sum.Count, 0, sum.Total, Weighted(sum.Weighted), Weighted(0m), [], []);
    }

    // Whose probability a person has set keeps it.
    private static decimal After(StageSum sum, decimal share) =>
        sum.Weighted - (sum.Following?.Weighted ?? 0m) + ((sum.Following?.Total ?? 0m) * share);

    private IEnumerable<MissingCount> Missing(StageDesign stage)
    {
        var before = stage.Id is { } id ? pipeline.Stage(id)?.Required ?? [] : [];
        return (stage.Required ?? []).Except(before)
            .Where(field => field.Hideable() is not { } name || !hidden.Contains(name))
            .Select(field => new MissingCount(field, missing.GetValueOrDefault(stage.Id ?? 0)?.Of(field) ?? 0))
            .Where(count => count.Deals > 0);
    }

    private StageSum Of(long? stageId) => sums.GetValueOrDefault(stageId ?? 0) ?? new StageSum(stageId ?? 0, 0, 0m, 0m);

    // Beside the total it would tell the probability to somebody from whom it is hidden.
    private decimal? Weighted(decimal sum) => hidden.Contains("opportunity.probability") ? null : sum;
}

/// <param name="Following">Those of the deals that take their probability from the stage.</param>
internal sealed record StageSum(long StageId, int Count, decimal Total, decimal Weighted, StageSum? Following = null);

internal sealed record MissingSum(long StageId, int Amount, int Account, int Contact, int Product, int ExpectedClose, int NextStep)
{
    public int Of(DealField field) => field switch
    {
        DealField.Amount => Amount,
        DealField.Account => Account,
        DealField.Contact => Contact,
        DealField.Product => Product,
        DealField.ExpectedClose => ExpectedClose,
        DealField.NextStep => NextStep,
        _ => 0,
    };
}
