using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>The latest transition of a deal, and who made it.</summary>
internal sealed record LastMove(StageChange Change, Stage? To, Stage? From, string? Who)
{
    public DateTimeOffset At => Change.At;

    public static async Task<Dictionary<long, LastMove>> Of(CrmDb db, IReadOnlyList<long> deals, CancellationToken ct)
    {
        if (deals.Count == 0)
        {
            return [];
        }

        var changes = await db.StageChanges.AsNoTracking()
            .Where(change => deals.Contains(change.DealId) && !db.StageChanges.Any(later =>
                later.DealId == change.DealId && (later.At > change.At || (later.At == change.At && later.Id > change.Id))))
            .ToListAsync(ct);
        var stages = await db.Stages.AsNoTracking().ToDictionaryAsync(stage => stage.Id, ct);
        List<long?> people = [.. changes.Select(change => change.ActorId).Distinct()];
        var names = await db.Users.AsNoTracking().Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, ct);
        return changes.ToDictionary(change => change.DealId, change => new LastMove(
            change, stages.GetValueOrDefault(change.ToStageId), change.FromStageId is { } from ? stages.GetValueOrDefault(from) : null,
            change.ActorId is { } actor ? names.GetValueOrDefault(actor) : null));
    }

    /// <summary>What happened, for somebody who was about to do something else.</summary>
    public string Told(DateTimeOffset now)
    {
        var where = $"to {To?.Name ?? "a stage that was removed"} {Ago(now - At)}";
        return Who is not null ? $"{Who} moved it {where}." : Change.ActorId is null ? $"It was moved {where}." : $"Somebody moved it {where}.";
    }

    private static string Ago(TimeSpan past) => past switch
    {
        { TotalMinutes: < 2 } => "a moment ago",
        { TotalMinutes: < 90 } => $"{past.TotalMinutes:0} minutes ago",
        { TotalHours: < 36 } => $"{past.TotalHours:0} hours ago",
        _ => $"{past.TotalDays:0} days ago",
    };
}
