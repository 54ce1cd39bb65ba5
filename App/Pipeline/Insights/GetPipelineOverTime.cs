using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>
/// What stood open at the end of each week, or of each month where the period is long, and on its last day so far. A deal counts with the amount
/// that it left its stage with, and where it stands now with the present one: the last point of a period that still runs is what the board says.
/// </summary>
/// <param name="FirstDay">Of a week.</param>
[Needs("opportunity.read")]
public sealed record GetPipelineOverTime(long PipelineId, DateOnly From, DateOnly To, long? OwnerId = null, long? TeamId = null, DayOfWeek FirstDay = DayOfWeek.Monday)
    : IQuery<IReadOnlyList<PipelineAt>>;

/// <param name="Day">At its end, in the calendar of the one who asks.</param>
public sealed record PipelineAt(DateOnly Day, int Open, [property: Field("opportunity.amount")] decimal? Amount);

file sealed class Rules : AbstractValidator<GetPipelineOverTime>
{
    public Rules()
    {
        RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From).WithMessage("The period ends before it starts. Swap the two days.");
        RuleFor(query => query).Must(query => query.To.DayNumber - query.From.DayNumber <= PipelineDays.Longest)
            .WithName("to").WithMessage("A period is ten years at most. Choose a shorter one.");
    }
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<GetPipelineOverTime, IReadOnlyList<PipelineAt>>
{
    public async Task<IReadOnlyList<PipelineAt>> Handle(GetPipelineOverTime request, CancellationToken cancellationToken)
    {
        var points = PipelineDays.Of(request.From, request.To, db.Work.DayOf(clock.GetUtcNow()), request.FirstDay);
        if (points.Count == 0)
        {
            return [];
        }

        var deals = db.Deals.AsNoTracking().Where(deal => deal.PipelineId == request.PipelineId
            && (request.OwnerId == null || deal.OwnerId == request.OwnerId)
            && (request.TeamId == null || deal.TeamId == request.TeamId));

        var zone = db.ZoneName;

        // A stay in an open stage ends with a transition, which says how long it was; what ended before the first point is in none of them.
        var since = Days.End(points[0], db.Work.Zone);
        var stays =
            from change in db.StageChanges
            where change.At >= since && change.FromOutcome == StageKind.Open
            join deal in deals on change.DealId equals deal.Id
            select new { change.At, Since = change.At.AddSeconds(-change.SecondsInStage!.Value), change.Amount };
        var ended = await stays.GroupBy(stay => DateOnly.FromDateTime(LocalTime.At(zone, stay.At)))
            .Select(day => new Day(day.Key, -day.Count(), -day.Sum(stay => stay.Amount))).ToListAsync(cancellationToken);
        var begun = await stays.GroupBy(stay => DateOnly.FromDateTime(LocalTime.At(zone, stay.Since)))
            .Select(day => new Day(day.Key, day.Count(), day.Sum(stay => stay.Amount))).ToListAsync(cancellationToken);
        var present = await deals.Where(deal => deal.Outcome == StageKind.Open).GroupBy(deal => DateOnly.FromDateTime(LocalTime.At(zone, deal.MovedAt)))
            .Select(day => new Day(day.Key, day.Count(), day.Sum(deal => deal.Amount))).ToListAsync(cancellationToken);
        List<Day> steps = [.. ended, .. begun, .. present];
        return [.. points.Select(point => At(point, steps.Where(step => step.On <= point)))];
    }

    private static PipelineAt At(DateOnly point, IEnumerable<Day> steps) =>
        steps.Aggregate(new PipelineAt(point, 0, 0m), (sum, step) => new PipelineAt(point, sum.Open + step.Open, sum.Amount + step.Amount));

    private sealed record Day(DateOnly On, int Open, decimal Amount);
}
