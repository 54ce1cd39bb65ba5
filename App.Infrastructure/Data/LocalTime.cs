using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Data;

/// <summary>Asks the database for the time on the clocks of a place, so that instants can be counted by the days of a person.</summary>
public static class LocalTime
{
    /// <param name="zone">As the database names it; see <see cref="CrmDb.ZoneName"/>.</param>
    public static DateTime At(string zone, DateTimeOffset instant) => throw new NotSupportedException("Only the database answers this.");

    internal static DbFunctionBuilder Map(ModelBuilder model) => model.HasDbFunction(typeof(LocalTime).GetMethod(nameof(At), [typeof(string), typeof(DateTimeOffset)])!);
}
