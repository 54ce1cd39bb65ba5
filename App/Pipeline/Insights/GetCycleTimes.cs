using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>How long the deals took that were won in a period; those that the won figure of <see cref="GetPipelineMetrics"/> counts.</summary>
[Needs("opportunity.read")]
public sealed record GetCycleTimes(long PipelineId, DateOnly From, DateOnly To, long? OwnerId = null, long? TeamId = null) : IQuery<CycleTimes>;

file sealed class Rules : AbstractValidator<GetCycleTimes>
{
    public Rules() =>
        RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From).WithMessage("The period ends before it starts. Swap the two days.");
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<GetCycleTimes, CycleTimes>
{
    private const int SecondsPerDay = 86_400;

    public async Task<CycleTimes> Handle(GetCycleTimes request, CancellationToken cancellationToken)
    {
        var won = db.Deals.AsNoTracking()
            .Where(deal => deal.PipelineId == request.PipelineId && deal.Outcome == StageKind.Won
                && (request.OwnerId == null || deal.OwnerId == request.OwnerId))
            .Fitting(db, new DealFilter(request.TeamId, ClosedFrom: request.From, ClosedTo: request.To), clock.GetUtcNow());
        var days =
            from change in db.StageChanges
            join deal in won on change.DealId equals deal.Id
            where change.At <= deal.ClosedAt
            group change.SecondsInStage ?? 0 by change.DealId into stays
            select stays.Sum() / SecondsPerDay;
        var counted = await days.GroupBy(day => day).Select(day => new { day.Key, Deals = day.Count() }).ToListAsync(cancellationToken);
        return CycleTimes.Of(counted.Select(day => ((int)day.Key, day.Deals)));
    }
}
