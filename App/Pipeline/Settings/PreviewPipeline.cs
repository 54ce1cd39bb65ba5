using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What a design would change for the open deals of a pipeline that the person sees; nothing is changed.</summary>
[Needs("pipeline.update")]
public sealed record PreviewPipeline(long PipelineId, PipelineDesign Design) : IQuery<PipelinePreview>;

/// <param name="Stages">Those of the design in their order, then those that it removes.</param>
/// <param name="Findings">What the design newly demands of deals that stand somewhere, with how many do not keep to it.</param>
/// <param name="Unjudged">New rules about the way that a deal takes, which no deal can break by standing where it stands.</param>
public sealed record PipelinePreview(
    string Currency, IReadOnlyList<StagePreview> Stages, IReadOnlyList<PreviewFinding> Findings, IReadOnlyList<StageCheck> Unjudged)
{
    public decimal? Now => Stages.Sum(stage => stage.WeightedNow);

    public decimal? Then => Stages.Sum(stage => stage.WeightedThen);
}

/// <param name="StageId">Null for a stage that the design adds.</param>
/// <param name="Arriving">Open deals that come from removed stages.</param>
public sealed record StagePreview(
    long? StageId,
    string Name,
    bool IsRemoved,
    int Deals,
    int Arriving,
    [property: Field("opportunity.amount")] decimal? Total,
    [property: Field("opportunity.amount")] decimal? WeightedNow,
    [property: Field("opportunity.amount")] decimal? WeightedThen);

/// <summary>Open deals of one stage that would not meet something that the design newly demands.</summary>
/// <param name="To">The stage that their next move leads to, which would be refused or warned of; null where it is their own stage that demands it, in which they may stay.</param>
public sealed record PreviewFinding(long StageId, string Stage, string? To, PreviewDemand Demand, int Deals, DealAddress Link);

/// <summary>A field or a rule; one of the two.</summary>
public sealed record PreviewDemand(DealField? Field, StageCheck? Check = null, RuleStrength Strength = RuleStrength.Hard, decimal? Limit = null);

file sealed class Rules : AbstractValidator<PreviewPipeline>
{
    public Rules()
    {
        RuleFor(preview => preview.Design).NotNull();
        RuleFor(preview => preview.Design.Stages).NotNull().When(preview => preview.Design is not null);
    }
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<PreviewPipeline, PipelinePreview>
{
    public async Task<PipelinePreview> Handle(PreviewPipeline request, CancellationToken cancellationToken)
    {
        var pipeline = await db.Pipelines.AsNoTracking().Include(p => p.Stages).Include(p => p.Rules).AsSingleQuery()
            .SingleOrDefaultAsync(p => p.Id == request.PipelineId, cancellationToken) ?? throw new NotFound(RecordKind.Pipeline, request.PipelineId);
        var open = db.Deals.AsNoTracking().Where(deal => deal.PipelineId == pipeline.Id && deal.Outcome == StageKind.Open);
        var sums = await PipelineForecast.Sums(open, cancellationToken);
        var outlook = new PipelineOutlook(pipeline, request.Design, db.Work.Actor.HiddenFields, db.Work.DayOf(clock.GetUtcNow()));
        var findings = new List<PreviewFinding>();
        foreach (var asked in outlook.Questions().GroupBy(question => question.Filter))
        {
            var counts = await open.Fitting(db, asked.Key, clock.GetUtcNow()).GroupBy(deal => deal.StageId)
                .Select(stage => new { stage.Key, Count = stage.Count() }).ToDictionaryAsync(stage => stage.Key, stage => stage.Count, cancellationToken);
            findings.AddRange(asked.Where(question => counts.ContainsKey(question.StageId)).Select(question => question.Found(counts[question.StageId])));
        }

        return new PipelineForecast(pipeline, request.Design, sums, db.Work.Actor.HiddenFields)
            .Preview(outlook.InOrder(findings), outlook.Unjudged());
    }
}
