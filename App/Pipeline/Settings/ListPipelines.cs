using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Pipelines with their stages, in the order that people gave them unless another is asked for. One page holds all that a tenant can have.</summary>
/// <param name="Search">Part of the name.</param>
/// <param name="InBin">Those in the bin instead.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Ids">Only these, where they fit the rest; null for all.</param>
[Needs("pipeline.read")]
public sealed record ListPipelines(
    string? Search = null,
    bool InBin = false,
    PipelineSort Order = PipelineSort.Place,
    bool Descending = false,
    string? Cursor = null,
    int Take = Page<PipelineOutline>.Most,
    IReadOnlyList<long>? Ids = null) : IQuery<Page<PipelineOutline>>;

/// <summary>What a list of pipelines is ordered by.</summary>
public enum PipelineSort
{
    /// <summary>As people have put them.</summary>
    Place = 0,

    Name = 1,

    Changed = 2,
}

public sealed record PipelineOutline(
    long Id, string Name, string Currency, IReadOnlyList<StageOutline> Stages, long Version = 0, int Position = 0, DateTimeOffset ChangedAt = default)
{
    public RecordId Key => new(RecordKind.Pipeline, Id);

    public StageOutline? Stage(long id) => Stages.FirstOrDefault(stage => stage.Id == id);
}

public sealed record StageOutline(long Id, string Name, StageKind Outcome, decimal Probability)
{
    public bool IsOpen => Outcome == StageKind.Open;
}

file sealed class Rules : AbstractValidator<ListPipelines>
{
    public Rules()
    {
        RuleFor(list => list.Search).SearchText();
        RuleFor(list => list.Take).PageSize();
        RuleFor(list => list.Order).IsInEnum();
        RuleFor(list => list.Ids).Chosen();
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListPipelines, Page<PipelineOutline>>
{
    public async Task<Page<PipelineOutline>> Handle(ListPipelines request, CancellationToken cancellationToken)
    {
        var pipelines = db.Pipelines.AsNoTracking().Binned(request.InBin).Holding(pipeline => pipeline.FoldedName, NameFold.Of(request.Search ?? ""));
        if (request.Ids is { } ids)
        {
            pipelines = pipelines.Where(pipeline => ids.Contains(pipeline.Id));
        }

        switch (request.Order)
        {
            case PipelineSort.Name:
                pipelines = pipelines.Seek(pipeline => pipeline.FoldedName, request.Descending, Cursor<string>.Read(request.Cursor));
                return Page<PipelineOutline>.Of(await Read(pipelines, request.Take, cancellationToken), request.Take, row => NameFold.Of(row.Name), row => row.Id);
            case PipelineSort.Changed:
                pipelines = pipelines.Seek(pipeline => pipeline.ChangedAt, request.Descending, Cursor<DateTimeOffset>.Read(request.Cursor));
                return Page<PipelineOutline>.Of(await Read(pipelines, request.Take, cancellationToken), request.Take, row => row.ChangedAt, row => row.Id);
            default:
                pipelines = pipelines.Seek(pipeline => pipeline.Position, request.Descending, Cursor<int>.Read(request.Cursor));
                return Page<PipelineOutline>.Of(await Read(pipelines, request.Take, cancellationToken), request.Take, row => row.Position, row => row.Id);
        }
    }

    private static Task<List<PipelineOutline>> Read(IQueryable<SalesPipeline> pipelines, int take, CancellationToken ct) => pipelines
        .Take(take + 1)
        .Select(pipeline => new PipelineOutline(
            pipeline.Id,
            pipeline.Name,
            pipeline.Currency,
            pipeline.Stages.OrderBy(stage => stage.Position)
                .Select(stage => new StageOutline(stage.Id, stage.Name, stage.Outcome, stage.Probability)).ToList(),
            pipeline.Version,
            pipeline.Position,
            pipeline.ChangedAt))
        .ToListAsync(ct);
}
