using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>
/// Makes a pipeline as it is designed: name, stages in order, probabilities. What open deals have to do then, leave a removed stage or take over a
/// probability, they do in the background, see <see cref="SettlePipelines"/>.
/// </summary>
/// <param name="Version">The version that the design started from.</param>
[Needs("pipeline.update")]
public sealed record EditPipeline(long PipelineId, PipelineDesign Design, long? Version = null) : ICommand<PipelineSaved>, IRepeatable;

/// <param name="PublishedTable">Number of the table of probabilities that was published with it; null when they stay as they were.</param>
public sealed record PipelineSaved(long Version, int? PublishedTable);

file sealed class Rules : AbstractValidator<EditPipeline>
{
    public Rules()
    {
        RuleFor(edit => edit.Design).NotNull();
        RuleFor(edit => edit.Design.Stages).NotNull().When(edit => edit.Design is not null);
        RuleFor(edit => edit.Design.Note).MaximumLength(Text.NoteLength).When(edit => edit.Design is not null);
    }
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<EditPipeline, PipelineSaved>
{
    public async Task<PipelineSaved> Handle(EditPipeline request, CancellationToken cancellationToken)
    {
        var pipeline = await db.Require<SalesPipeline>(request.PipelineId, request.Version, cancellationToken);

        // Also removed ones: deals have stood in them, so they keep their place on the way.
        await db.Entry(pipeline).Collection(p => p.Stages).Query().IgnoreQueryFilters([Filters.Deleted]).LoadAsync(cancellationToken);
        await db.Entry(pipeline).Collection(p => p.Rules).LoadAsync(cancellationToken);
        await PipelineNames.CheckFree(db, request.Design.Name, pipeline.Id, cancellationToken);
        var inUse = await StagesInUse.Of(db, pipeline.Id, cancellationToken);
        var fresh = new Queue<long>();
        for (var needed = (2 * request.Design.Stages.Count) + (request.Design.Rules?.Count ?? 0) + 1; needed > 0; needed--)
        {
            fresh.Enqueue(await ids.Next(cancellationToken));
        }

        var table = pipeline.Redesign(request.Design, inUse, fresh, new Author(db.UserId, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return new PipelineSaved(pipeline.Version, table?.Number);
    }
}
