using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Puts pipelines into this order; those that are not named follow as they were. Returns how many changed their place.</summary>
[Needs("pipeline.update")]
public sealed record OrderPipelines(IReadOnlyList<long> PipelineIds) : ICommand<int>;

file sealed class Rules : AbstractValidator<OrderPipelines>
{
    public Rules() => RuleFor(order => order.PipelineIds).NotNull()
        .Must(ids => ids?.Distinct().Count() == ids?.Count).WithMessage("A pipeline stands twice in the order. Name each once.");
}

file sealed class Handler(CrmDb db) : IRequestHandler<OrderPipelines, int>
{
    public async Task<int> Handle(OrderPipelines request, CancellationToken cancellationToken)
    {
        var pipelines = await db.Pipelines.OrderBy(pipeline => pipeline.Position).ThenBy(pipeline => pipeline.Id).ToListAsync(cancellationToken);
        if (request.PipelineIds.FirstOrDefault(id => pipelines.TrueForAll(pipeline => pipeline.Id != id)) is var unknown and not 0)
        {
            throw new NotFound(RecordKind.Pipeline, unknown);
        }

        var wanted = request.PipelineIds.Select((id, place) => (id, place)).ToDictionary(named => named.id, named => named.place);
        var ordered = pipelines.OrderBy(pipeline => wanted.GetValueOrDefault(pipeline.Id, int.MaxValue)).ToList();
        for (var place = 0; place < ordered.Count; place++)
        {
            ordered[place].PlaceAt(place);
        }

        return await Save(cancellationToken);
    }

    private async Task<int> Save(CancellationToken ct)
    {
        var moved = db.ChangeTracker.Entries<SalesPipeline>().Count(entry => entry.State == EntityState.Modified);
        await db.SaveChangesAsync(ct);
        return moved;
    }
}
