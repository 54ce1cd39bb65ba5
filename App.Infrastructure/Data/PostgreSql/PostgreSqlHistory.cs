using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data.PostgreSql;

/// <summary>Marks the tables whose former rows are kept; the history script finds them in the catalogue by this comment.</summary>
internal static class PostgreSqlHistory
{
    public const string Comment = "versioned";

    public static void Apply(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(Versioned.Keeps).ToList())
        {
            model.Entity(type.ClrType).ToTable(table => table.HasComment(Comment));
        }
    }
}
