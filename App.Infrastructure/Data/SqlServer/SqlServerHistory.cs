using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data.SqlServer;

/// <summary>History on SQL Server: tables that keep their former rows are system-versioned.</summary>
internal static class SqlServerHistory
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(Versioned.Keeps).ToList())
        {
            var table = type.GetTableName()!;
            model.Entity(type.ClrType).ToTable(table, builder => builder.IsTemporal(temporal =>
            {
                temporal.UseHistoryTable($"{table}_history", "dbo");
                temporal.HasPeriodStart("ValidFrom").HasColumnName("valid_from");
                temporal.HasPeriodEnd("ValidTo").HasColumnName("valid_to");
            }));
        }
    }
}
