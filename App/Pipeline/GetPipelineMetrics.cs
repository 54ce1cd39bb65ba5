using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The figures of a pipeline for a period, for all deals that the person may see, or those of one owner or team.</summary>
/// <param name="From">First day of the period, UTC.</param>
/// <param name="To">Last day of the period, UTC.</param>
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

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<GetPipelineMetrics, PipelineMetrics>
{
    private const int MostReasons = 10;

    public async Task<PipelineMetrics> Handle(GetPipelineMetrics request, CancellationToken cancellationToken)
    {
        var pipeline = await db.Pipelines.AsNoTracking().Include(p => p.Stages).SingleOrDefaultAsync(p => p.Id == request.PipelineId, cancellationToken)
            ?? throw new NotFound(RecordKind.Pipeline, request.PipelineId);
        var deals = Deals(request);
        var (from, to) = (Start(request.From), Start(request.To.AddDays(1)));
        var closed = deals.Where(deal => deal.ClosedAt >= from && deal.ClosedAt < to);
        var sums = await Sums(deals, from, to, cancellationToken);
        var (due, slipped) = await Slip(deals, request, cancellationToken);
        return new PipelineMetrics(
            pipeline.Currency,
            await deals.CountAsync(deal => deal.CreatedAt >= from && deal.CreatedAt < to, cancellationToken),
            sums.OpenCount, sums.OpenAmount, sums.WonCount, sums.WonAmount, sums.LostCount, sums.LostAmount,
            sums.WonCount == 0 ? null : await WonSeconds(closed, cancellationToken) / 86_400d / sums.WonCount,
            due,
            slipped,
            StageFunnel.Of(pipeline.Stages, await Furthest(deals, from, to, cancellationToken)),
            await Reasons(closed, cancellationToken));
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static async Task<ClosedSums> Sums(IQueryable<Deal> deals, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var rows = await deals
            .Where(deal => deal.Outcome == StageKind.Open || (deal.ClosedAt >= from && deal.ClosedAt < to))
            .GroupBy(deal => deal.Outcome)
            .Select(group => new { group.Key, Count = group.Count(), Amount = group.Sum(deal => deal.Amount) })
            .ToListAsync(ct);
        (int Count, decimal Amount) Of(StageKind outcome) =>
            rows.Where(row => row.Key == outcome).Select(row => (row.Count, row.Amount)).SingleOrDefault();
        var (open, won, lost) = (Of(StageKind.Open), Of(StageKind.Won), Of(StageKind.Lost));
        return new ClosedSums(open.Count, open.Amount, won.Count, won.Amount, lost.Count, lost.Amount);
    }

    private static async Task<IReadOnlyList<LostReasonCount>> Reasons(IQueryable<Deal> closed, CancellationToken ct) =>
        await closed.Where(deal => deal.Outcome == StageKind.Lost)
            .GroupBy(deal => deal.LostReason)
            .OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key)
            .Take(MostReasons)
            .Select(reason => new LostReasonCount(reason.Key, reason.Count()))
            .ToListAsync(ct);

    private IQueryable<Deal> Deals(GetPipelineMetrics request) => db.Deals.AsNoTracking().Where(deal =>
        deal.PipelineId == request.PipelineId
        && (request.OwnerId == null || deal.OwnerId == request.OwnerId)
        && (request.TeamId == null || deal.TeamId == request.TeamId));

    // The times in each stage add up to the time from the first stage to the last transition.
    private async Task<long> WonSeconds(IQueryable<Deal> closed, CancellationToken ct) =>
        await db.StageChanges
            .Where(change => closed.Any(deal => deal.Outcome == StageKind.Won && deal.Id == change.DealId))
            .SumAsync(change => change.SecondsInStage ?? 0, ct);

    private async Task<Dictionary<int, int>> Furthest(IQueryable<Deal> deals, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var cohort = deals.Where(deal => deal.CreatedAt >= from && deal.CreatedAt < to);
        var furthest =
            from change in db.StageChanges
            join deal in cohort on change.DealId equals deal.Id
            join stage in db.Stages on change.ToStageId equals stage.Id
            where stage.Outcome != StageKind.Lost
            group stage.Position by change.DealId into positions
            select positions.Max();
        return await furthest.GroupBy(position => position)
            .Select(reached => new { reached.Key, Count = reached.Count() })
            .ToDictionaryAsync(reached => reached.Key, reached => reached.Count, ct);
    }

    private async Task<(int Due, int Slipped)> Slip(IQueryable<Deal> deals, GetPipelineMetrics request, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var last = request.To < today ? request.To : today.AddDays(-1);
        var due = deals.Where(deal => deal.ExpectedClose >= request.From && deal.ExpectedClose <= last);

        // The day is taken here, because the two databases disagree about the day of an instant.
        var days = await due.Where(deal => deal.ClosedAt != null)
            .GroupBy(deal => new { Due = deal.ExpectedClose!.Value, ClosedAt = deal.ClosedAt!.Value })
            .Select(day => new { day.Key.Due, day.Key.ClosedAt, Count = day.Count() })
            .ToListAsync(ct);
        var open = await due.CountAsync(deal => deal.ClosedAt == null, ct);
        var late = days.Where(day => DateOnly.FromDateTime(day.ClosedAt.UtcDateTime) > day.Due);
        return (open + days.Sum(day => day.Count), open + late.Sum(day => day.Count));
    }

    private sealed record ClosedSums(int OpenCount, decimal OpenAmount, int WonCount, decimal WonAmount, int LostCount, decimal LostAmount);
}
