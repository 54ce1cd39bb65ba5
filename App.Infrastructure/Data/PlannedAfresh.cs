using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>For questions that run over many rows and whose best plan hangs on what is asked: a period of a day or of two years.</summary>
public static class PlannedAfresh
{
    /// <summary>Stands as a comment above the statement.</summary>
    public const string Tag = "planned afresh";

    /// <summary>The database plans it for these values, and not once for all. That costs it about a millisecond.</summary>
    public static IQueryable<T> PlanAfresh<T>(this IQueryable<T> rows) => rows.TagWith(Tag);
}
