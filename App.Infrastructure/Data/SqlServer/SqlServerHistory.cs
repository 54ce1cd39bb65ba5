using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data.SqlServer;

/// <summary>History on SQL Server: every business table that changes is system-versioned. Append-only and bulk tables are not (8-10 times slower).</summary>
internal static class SqlServerHistory
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(IsVersioned).ToList())
        {
            var table = type.GetTableName()!;
            model.Entity(type.ClrType).ToTable(table, builder => builder.IsTemporal(temporal =>
            {
                temporal.UseHistoryTable($"{table}_history");
                temporal.HasPeriodStart("ValidFrom").HasColumnName("valid_from");
                temporal.HasPeriodEnd("ValidTo").HasColumnName("valid_to");
            }));
        }
    }

    private static bool IsVersioned(IMutableEntityType type) =>
        typeof(IRecord).IsAssignableFrom(type.ClrType) && type.ClrType != typeof(Imports.ImportRun);
}
