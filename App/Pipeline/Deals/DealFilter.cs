using System.Linq.Expressions;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Traits of deals that a figure counts and a list can be narrowed to. Days are those of the one who asks, and both ends belong to a range.</summary>
/// <param name="DueFrom">First day of the expected close.</param>
/// <param name="OnlySlipped">Not closed by the day that was expected.</param>
/// <param name="ReachedStageId">Stood in this stage or in one behind it, at any time.</param>
/// <param name="PassedStageId">Stood in a stage behind this one, at any time.</param>
/// <param name="LostReason">Given for a loss; empty for none given. Not for a person from whom reasons are hidden.</param>
/// <param name="CycleFrom">Whole days from the first stage to the end, at least.</param>
/// <param name="OpenOn">Open at the end of this day.</param>
/// <param name="Lacks">Without this field. Not for a person from whom it is hidden.</param>
/// <param name="AmountOver">Worth more than this.</param>
/// <param name="DaysUnder">Has stood in its stage for fewer days than this, to the minute.</param>
/// <param name="OnlyUnowned">Nobody's.</param>
public sealed record DealFilter(
    long? TeamId = null,
    DateOnly? OpenedFrom = null,
    DateOnly? OpenedTo = null,
    DateOnly? ClosedFrom = null,
    DateOnly? ClosedTo = null,
    DateOnly? DueFrom = null,
    DateOnly? DueTo = null,
    bool OnlySlipped = false,
    long? ReachedStageId = null,
    long? PassedStageId = null,
    string? LostReason = null,
    int? CycleFrom = null,
    int? CycleTo = null,
    DateOnly? OpenOn = null,
    DealField? Lacks = null,
    [property: Field("opportunity.amount")] decimal? AmountOver = null,
    int? DaysUnder = null,
    bool OnlyUnowned = false);

/// <summary>What the traits mean in the database. Figures and lists both ask here, so that a list holds what its figure counts.</summary>
internal static class DealFilters
{
    private const int SecondsPerDay = 86_400;

    /// <summary>What a list holds, in no order.</summary>
    public static async Task<IQueryable<Deal>> Listed(this IQueryable<Deal> deals, CrmDb db, ListDeals list, DateTimeOffset now, CancellationToken ct)
    {
        // What is not asked for is left out: a condition that never holds would be translated and planned at every reading.
        deals = deals.Binned(list.InBin);
        deals = list.PipelineId is { } pipeline ? deals.Where(deal => deal.PipelineId == pipeline) : deals;
        deals = list.StageId is { } stage ? deals.Where(deal => deal.StageId == stage) : deals;
        deals = list.OwnerId is { } owner ? deals.Where(deal => deal.OwnerId == owner) : deals;
        deals = list.AccountId is { } account ? deals.Where(deal => deal.AccountId == account) : deals;
        deals = list.Outcome is { } outcome ? deals.Where(deal => deal.Outcome == outcome) : deals;
        deals = await deals.Mentioning(db, await Search.For(db, list.Search, DealSearch.Kinds, ct)).Fitting(db, list.Filter, now).Reaching(db, list.Filter, ct);
        return list.Ids is { } ids ? deals.Where(deal => ids.Contains(deal.Id)) : deals;
    }

    /// <summary>Those of all traits but how far they have come, for which stages have to be looked up first.</summary>
    public static IQueryable<Deal> Fitting(this IQueryable<Deal> deals, CrmDb db, DealFilter? filter, DateTimeOffset now)
    {
        if (filter is null)
        {
            return deals;
        }

        if (filter.LostReason is not null && db.Work.Actor.HiddenFields.Contains("opportunity.lost_reason"))
        {
            throw new AccessDenied("Your role does not see why deals were lost, so it cannot filter by it either.");
        }

        if (filter.Lacks?.Hideable() is { } hideable && db.Work.Actor.HiddenFields.Contains(hideable))
        {
            throw new AccessDenied($"Your role does not see {filter.Lacks.Value.Label().ToLowerInvariant()}, so it cannot filter by it either.");
        }

        return deals.Dated(db, filter, now).Gone(db, filter).Standing(filter, now)
            .Where(deal => filter.TeamId == null || deal.TeamId == filter.TeamId)
            .Because(filter.LostReason);
    }

    public static Expression<Func<Deal, bool>> OpenedFrom(DateOnly day, TimeZoneInfo zone)
    {
        var start = Days.Start(day, zone);
        return deal => deal.CreatedAt >= start;
    }

    public static Expression<Func<Deal, bool>> OpenedTo(DateOnly day, TimeZoneInfo zone)
    {
        var end = Days.End(day, zone);
        return deal => deal.CreatedAt < end;
    }

    public static Expression<Func<Deal, bool>> ClosedFrom(DateOnly day, TimeZoneInfo zone)
    {
        var start = Days.Start(day, zone);
        return deal => deal.ClosedAt >= start;
    }

    public static Expression<Func<Deal, bool>> ClosedTo(DateOnly day, TimeZoneInfo zone)
    {
        var end = Days.End(day, zone);
        return deal => deal.ClosedAt < end;
    }

    public static Expression<Func<Deal, bool>> DueFrom(DateOnly day) => deal => deal.ExpectedClose >= day;

    public static Expression<Func<Deal, bool>> DueTo(DateOnly day) => deal => deal.ExpectedClose <= day;

    /// <summary>Not closed by the day that was expected, which has passed.</summary>
    public static Expression<Func<Deal, bool>> Slipped(CrmDb db, DateTimeOffset now)
    {
        var (today, zone) = (db.Work.DayOf(now), db.ZoneName);
        return deal => deal.ExpectedClose < today && (deal.ClosedAt == null || DateOnly.FromDateTime(LocalTime.At(zone, deal.ClosedAt.Value)) > deal.ExpectedClose);
    }

    private static IQueryable<Deal> Dated(this IQueryable<Deal> deals, CrmDb db, DealFilter filter, DateTimeOffset now)
    {
        var zone = db.Work.Zone;
        deals = filter.OpenedFrom is { } openedFrom ? deals.Where(OpenedFrom(openedFrom, zone)) : deals;
        deals = filter.OpenedTo is { } openedTo ? deals.Where(OpenedTo(openedTo, zone)) : deals;
        deals = filter.ClosedFrom is { } closedFrom ? deals.Where(ClosedFrom(closedFrom, zone)) : deals;
        deals = filter.ClosedTo is { } closedTo ? deals.Where(ClosedTo(closedTo, zone)) : deals;
        deals = filter.DueFrom is { } dueFrom ? deals.Where(DueFrom(dueFrom)) : deals;
        deals = filter.DueTo is { } dueTo ? deals.Where(DueTo(dueTo)) : deals;
        return filter.OnlySlipped ? deals.Where(Slipped(db, now)) : deals;
    }

    private static IQueryable<Deal> Gone(this IQueryable<Deal> deals, CrmDb db, DealFilter filter)
    {
        if (filter.CycleFrom is { } atLeast)
        {
            deals = deals.Where(deal => db.StageChanges.Where(change => change.DealId == deal.Id && change.At <= deal.ClosedAt).Sum(change => change.SecondsInStage ?? 0) / SecondsPerDay >= atLeast);
        }

        if (filter.CycleTo is { } atMost)
        {
            deals = deals.Where(deal => db.StageChanges.Where(change => change.DealId == deal.Id && change.At <= deal.ClosedAt).Sum(change => change.SecondsInStage ?? 0) / SecondsPerDay <= atMost);
        }

        if (filter.OpenOn is { } day)
        {
            var end = Days.End(day, db.Work.Zone);
            deals = deals.Where(deal => db.StageChanges.Where(change => change.DealId == deal.Id && change.At < end)
                .OrderByDescending(change => change.At).ThenByDescending(change => change.Id)
                .Select(change => (StageKind?)change.ToOutcome).FirstOrDefault() == StageKind.Open);
        }

        return deals;
    }

    // As the rules of the stage machine see a deal that has not moved yet.
    private static IQueryable<Deal> Standing(this IQueryable<Deal> deals, DealFilter filter, DateTimeOffset now)
    {
        deals = filter.Lacks switch
        {
            DealField.Amount => deals.Where(deal => deal.Amount <= 0),
            DealField.Account => deals.Where(deal => deal.AccountId == null),
            DealField.Contact => deals.Where(deal => deal.ContactId == null),
            DealField.Product => deals.Where(deal => deal.ProductId == null),
            DealField.ExpectedClose => deals.Where(deal => deal.ExpectedClose == null),
            DealField.NextStep => deals.Where(deal => deal.NextStep == null || deal.NextStep == ""),
            DealField.LostReason => deals.Where(deal => deal.LostReason == null),
            _ => deals,
        };
        deals = filter.AmountOver is { } most ? deals.Where(deal => deal.Amount > most) : deals;
        if (filter.DaysUnder is { } days)
        {
            var since = now.AddDays(-days);
            deals = deals.Where(deal => deal.StageSince > since);
        }

        return filter.OnlyUnowned ? deals.Where(deal => deal.OwnerId == null) : deals;
    }

    private static IQueryable<Deal> Because(this IQueryable<Deal> deals, string? reason) => reason switch
    {
        null => deals,
        "" => deals.Where(deal => deal.LostReason == null),
        _ => deals.Where(deal => deal.LostReason == reason),
    };
}
