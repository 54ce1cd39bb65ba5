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
public sealed record PipelinePreview(string Currency, IReadOnlyList<StagePreview> Stages)
{
    public decimal? Now => Stages.Sum(stage => stage.WeightedNow);

    public decimal? Then => Stages.Sum(stage => stage.WeightedThen);
}

/// <param name="StageId">Null for a stage that the design adds.</param>
/// <param name="Arriving">Open deals that come from removed stages.</param>
/// <param name="Missing">Open deals here that would lack a field that is not required yet.</param>
/// <param name="Breaking">Open deals here that would break a rule that is new or stricter; their next move would be refused or warned.</param>
public sealed record StagePreview(
    long? StageId,
    string Name,
    bool IsRemoved,
    int Deals,
    int Arriving,
    [property: Field("opportunity.amount")] decimal? Total,
    [property: Field("opportunity.amount")] decimal? WeightedNow,
    [property: Field("opportunity.amount")] decimal? WeightedThen,
    IReadOnlyList<MissingCount> Missing,
    IReadOnlyList<BreachCount> Breaking);

public sealed record MissingCount(DealField Field, int Deals);

public sealed record BreachCount(StageCheck Check, RuleStrength Strength, int Deals, decimal? Limit = null);

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
        var pipeline = await db.Pipelines.AsNoTracking().Include(p => p.Stages).Include(p => p.Rules)
            .SingleOrDefaultAsync(p => p.Id == request.PipelineId, cancellationToken) ?? throw new NotFound(RecordKind.Pipeline, request.PipelineId);
        var open = db.Deals.AsNoTracking().Where(deal => deal.PipelineId == pipeline.Id && deal.Outcome == StageKind.Open);
        var sums = await PipelineForecast.Sums(open, cancellationToken);
        var missing = await PipelineForecast.Missing(open, cancellationToken);
        var breaches = new List<(long Stage, BreachCount Count)>();
        foreach (var rule in PipelineForecast.NewRules(pipeline, request.Design))
        {
            breaches.AddRange(await PipelineForecast.Breaking(open, rule, clock.GetUtcNow(), cancellationToken));
        }

        return new PipelineForecast(pipeline, request.Design, sums, missing, breaches, db.Work.Actor.HiddenFields).Preview();
    }
}
