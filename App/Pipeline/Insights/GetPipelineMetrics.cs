using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The figures of a pipeline for a period, for all deals that the person may see, or those of one owner or team.</summary>
/// <param name="From">First day of the period, in the calendar of the one who asks.</param>
/// <param name="To">Its last day.</param>
[Needs("opportunity.read")]
public sealed record GetPipelineMetrics(long PipelineId, DateOnly From, DateOnly To, long? OwnerId = null, long? TeamId = null) : IQuery<PipelineMetrics>;

file sealed class Rules : AbstractValidator<GetPipelineMetrics>
{
    private const int LongestDays = 3_660;

    public Rules()
    {
        RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From).WithMessage("The period ends before it starts. Swap the two days.");
        RuleFor(query => query).Must(query => query.To.DayNumber - query.From.DayNumber <= LongestDays)
            .WithName("to").WithMessage("A period is ten years at most. Choose a shorter one.");
    }
}

/// <summary>Which figures, and who sees them.</summary>
public sealed record FigureSight(long TenantId, string Audience, string Zone, GetPipelineMetrics Asked);

file sealed class Handler(CrmDb db, ReadingRounds<FigureSight, PipelineMetrics> rounds, TimeProvider clock) : IRequestHandler<GetPipelineMetrics, PipelineMetrics>
{
    private const int MostReasons = 10;

    // After a move every page that shows the figures asks for them again.
    public Task<PipelineMetrics> Handle(GetPipelineMetrics request, CancellationToken cancellationToken) => rounds.Read(
        new FigureSight(db.TenantId, db.Work.Actor.Audience("opportunity"), db.ZoneName, request), [], _ => Read(request, CancellationToken.None), cancellationToken);

    private async Task<PipelineMetrics> Read(GetPipelineMetrics request, CancellationToken cancellationToken)
    {
        var pipeline = await db.Pipelines.AsNoTracking().Include(p => p.Stages).SingleOrDefaultAsync(p => p.Id == request.PipelineId, cancellationToken)
            ?? throw new NotFound(RecordKind.Pipeline, request.PipelineId);
        var closed = Deals(request, new DealFilter(ClosedFrom: request.From, ClosedTo: request.To));
        var sums = await Sums(request, cancellationToken);
        var (open, won, lost) = (Of(sums, StageKind.Open), Of(sums, StageKind.Won), Of(sums, StageKind.Lost));
        return new PipelineMetrics(
            pipeline.Currency,
            sums.Sum(sum => sum.Opened),
            open.Count, open.Amount, won.Closed, won.ClosedAmount, lost.Closed, lost.ClosedAmount,
            won.Closed == 0 ? null : await WonSeconds(closed, cancellationToken) / 86_400d / won.Closed,
            sums.Sum(sum => sum.Due), sums.Sum(sum => sum.Slipped),
            StageFunnel.Of(pipeline.Stages, await DealReach.Furthest(db, Deals(request, new DealFilter(OpenedFrom: request.From, OpenedTo: request.To)), cancellationToken)),
            await Reasons(closed, cancellationToken));
    }

    private static OutcomeSum Of(IReadOnlyList<OutcomeSum> sums, StageKind outcome) =>
        sums.SingleOrDefault(sum => sum.Outcome == outcome) ?? new OutcomeSum(outcome, 0, 0m, 0, 0, 0m, 0, 0);

    // One reading of the deals counts for all that needs no transitions.
    private Task<List<OutcomeSum>> Sums(GetPipelineMetrics request, CancellationToken ct)
    {
        var (openedFrom, openedTo) = (DealFilters.OpenedFrom(request.From, db.Work.Zone), DealFilters.OpenedTo(request.To, db.Work.Zone));
        var (closedFrom, closedTo) = (DealFilters.ClosedFrom(request.From, db.Work.Zone), DealFilters.ClosedTo(request.To, db.Work.Zone));
        var (dueFrom, dueTo) = (DealFilters.DueFrom(request.From), DealFilters.DueTo(LastDue(request)));
        var slipped = DealFilters.Slipped(db, clock.GetUtcNow());
        return Deals(request, null).GroupBy(deal => deal.Outcome)
            .Select(group => new OutcomeSum(
                group.Key,
                group.Count(),
                group.Sum(deal => deal.Amount),
                group.AsQueryable().Where(openedFrom).Count(openedTo),
                group.AsQueryable().Where(closedFrom).Count(closedTo),
                group.AsQueryable().Where(closedFrom).Where(closedTo).Sum(deal => deal.Amount),
                group.AsQueryable().Where(dueFrom).Count(dueTo),
                group.AsQueryable().Where(dueFrom).Where(dueTo).Count(slipped)))
            .ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<LostReasonCount>> Reasons(IQueryable<Deal> closed, CancellationToken ct) =>
        await closed.Where(deal => deal.Outcome == StageKind.Lost)
            .GroupBy(deal => deal.LostReason)
            .OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key)
            .Take(MostReasons)
            .Select(reason => new LostReasonCount(reason.Key, reason.Count()))
            .ToListAsync(ct);

    private IQueryable<Deal> Deals(GetPipelineMetrics request, DealFilter? filter) => db.Deals.AsNoTracking().PlanAfresh()
        .Where(deal => deal.PipelineId == request.PipelineId
            && (request.OwnerId == null || deal.OwnerId == request.OwnerId)
            && (request.TeamId == null || deal.TeamId == request.TeamId))
        .Fitting(db, filter, clock.GetUtcNow());

    // What is due today is not late before tomorrow.
    private DateOnly LastDue(GetPipelineMetrics request)
    {
        var yesterday = db.Work.DayOf(clock.GetUtcNow()).AddDays(-1);
        return request.To < yesterday ? request.To : yesterday;
    }

    // The times in each stage add up to the time from the first stage to the win. What came after it was taken back.
    private async Task<long> WonSeconds(IQueryable<Deal> closed, CancellationToken ct) =>
        await db.StageChanges.PlanAfresh()
            .Where(change => closed.Any(deal => deal.Outcome == StageKind.Won && deal.Id == change.DealId && change.At <= deal.ClosedAt))
            .SumAsync(change => change.SecondsInStage ?? 0, ct);

    /// <param name="Closed">In the period, as all that follows.</param>
    private sealed record OutcomeSum(StageKind Outcome, int Count, decimal Amount, int Opened, int Closed, decimal ClosedAmount, int Due, int Slipped);
}
