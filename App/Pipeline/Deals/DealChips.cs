using CrmLive.Access;

namespace CrmLive.Pipeline;

/// <summary>What of a list's address no control shows, in words, each with the name that takes it away.</summary>
internal static class DealChips
{
    public static IEnumerable<(string Name, string Words)> Of(DealAddress asked, IReadOnlyList<PipelineOutline> pipelines, IReadOnlyDictionary<long, string> teams, Me me)
    {
        string Stage(long id) => pipelines.Select(pipeline => pipeline.Stage(id)?.Name).FirstOrDefault(name => name is not null) ?? "a stage";
        var filter = asked.Filter;
        IEnumerable<(string Name, string? Words)> all =
        [
            ("pipeline", asked.Pipeline is { } pipeline ? pipelines.FirstOrDefault(one => one.Id == pipeline.Number)?.Name ?? "One pipeline" : null),
            ("outcome", asked.Outcome is { } outcome ? outcome.ToString() : null),
            ("team", filter.TeamId is { } team ? $"Team {teams.GetValueOrDefault(team, "of one")}" : null),
            ("account", asked.Account is null ? null : "One account"),
            ("opened", Days("Opened", me.Format, filter.OpenedFrom, filter.OpenedTo, Where(me))),
            ("closed", Days("Closed", me.Format, filter.ClosedFrom, filter.ClosedTo, Where(me))),
            ("due", Days("Due", me.Format, filter.DueFrom, filter.DueTo)),
            ("slipped", filter.OnlySlipped ? "Not closed in time" : null),
            ("reached", filter.ReachedStageId is { } reached ? $"Reached {Stage(reached)}" : null),
            ("passed", filter.PassedStageId is { } passed ? $"Went beyond {Stage(passed)}" : null),
            ("reason", filter.LostReason switch { null => null, "" => "Lost without a reason", var reason => $"Lost: {reason}" }),
            ("cycle", filter.CycleFrom is null && filter.CycleTo is null ? null : $"{filter.CycleFrom} to {filter.CycleTo} days"),
            ("lacks", filter.Lacks is { } lacks ? $"Without {lacks.Words()}" : null),
            ("over", filter.AmountOver is { } most ? $"Amount over {me.Format.Money(most, null)}" : null),
            ("fresh", filter.DaysUnder is { } days ? $"In the stage for less than {days} {(days == 1 ? "day" : "days")}" : null),
            ("unowned", filter.OnlyUnowned ? "Nobody's" : null),
            ("open", filter.OpenOn is { } day ? $"Open on {me.Format.Day(day)}{Where(me)}" : null),
        ];
        return all.Where(chip => chip.Words is not null).Select(chip => (chip.Name, chip.Words!));
    }

    // An instant falls on one day here and on another elsewhere: said where somebody has chosen or brought a calendar that is not UTC.
    private static string? Days(string what, PersonalFormat format, DateOnly? from, DateOnly? to, string where = "") =>
        from is null && to is null ? null : $"{what} {new DayRange(from, to).Words(format)}{where}";

    private static string Where(Me me) => me.Zone().BaseUtcOffset == TimeSpan.Zero && !me.Zone().SupportsDaylightSavingTime ? "" : $" ({me.Zone().Id})";
}
