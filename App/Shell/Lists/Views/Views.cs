using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>Finds views for whoever may use or change them.</summary>
internal static class Views
{
    /// <summary>Why nobody is asked for a right.</summary>
    public const string Why = "A view keeps how somebody looks at a list; what it shows is decided each time it is looked at.";

    /// <summary>Views belong to people; the software has none.</summary>
    public static long Me(CrmDb db) => db.UserId ?? throw new AccessDenied("Views belong to people. Sign in to save one.");

    public static void CheckTeam(CrmDb db, long? teamId)
    {
        if (teamId is { } team && !db.TeamIds.Contains(team))
        {
            throw InvalidInput.Of("team_id", "unknown", "Share a view with one of your own teams.");
        }
    }

    /// <summary>A view that the person can choose; one of others does not exist for them.</summary>
    public static async Task<SavedView> Choosable(CrmDb db, long id, CancellationToken ct)
    {
        var view = await db.Require<SavedView>(id, ct);
        return view.IsFor(Me(db), [.. db.TeamIds]) ? view : throw new NotFound(RecordKind.SavedView, id);
    }

    /// <summary>A view of one's own, to change it.</summary>
    public static async Task<SavedView> Own(CrmDb db, long id, CancellationToken ct)
    {
        var view = await Choosable(db, id, ct);
        return view.OwnerId == Me(db) ? view : throw new AccessDenied($"Only who made {view.Name} can change it. Save a view of your own.");
    }
}
