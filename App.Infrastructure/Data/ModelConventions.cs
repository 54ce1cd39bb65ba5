using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data;

/// <summary>What holds for every table: snake_case names, the tenant in the key, the fences, the concurrency token.</summary>
internal static class ModelConventions
{
    public static void Apply(ModelBuilder model, CrmDb db)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(type => !type.IsOwned()).ToList())
        {
            Fence(model, db, type.ClrType);
            Name(type);
        }

        // The database never cascades. A part that leaves the collection of its whole is deleted by name in the same save.
        foreach (var key in model.Model.GetEntityTypes().SelectMany(type => type.GetForeignKeys()))
        {
            key.DeleteBehavior = key.PrincipalToDependent is null ? DeleteBehavior.Restrict : DeleteBehavior.ClientCascade;
        }
    }

    /// <summary>All text is compared by code points, whatever the server's own order is; what people call names has its folded key beside it.</summary>
    public static void Collate(ModelBuilder model, string collation)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).Where(IsText))
        {
            property.SetCollation(collation);
        }
    }

    private static bool IsText(IMutableProperty property) =>
        (property.GetProviderClrType() ?? property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string) && property.GetColumnType() != "jsonb";

    private static void Fence(ModelBuilder model, CrmDb db, Type clr)
    {
        if (!typeof(ITenantRow).IsAssignableFrom(clr))
        {
            return;
        }

        Call(nameof(FenceTenant), clr, model, db);
        if (typeof(Entity).IsAssignableFrom(clr))
        {
            Call(nameof(ConfigureEntity), clr, model, db);
        }

        if (RecordTypes.Of(clr) is { } type)
        {
            FoldedTexts.Configure(model.Entity(clr), type);
        }

        if (typeof(ISoftDeleted).IsAssignableFrom(clr))
        {
            Call(nameof(FenceDeleted), clr, model, db);
        }

        if (typeof(IOwned).IsAssignableFrom(clr) && !db.IsSystemWide)
        {
            Call(nameof(FenceVisible), clr, model, db);
        }
    }

    private static void FenceTenant<T>(ModelBuilder model, CrmDb db)
        where T : class, ITenantRow
    {
        var entity = model.Entity<T>();
        entity.Property(row => row.TenantId).ValueGeneratedNever();
        if (!db.IsSystemWide)
        {
            entity.HasQueryFilter(Filters.Tenant, row => row.TenantId == db.TenantId);
        }
    }

    private static void ConfigureEntity<T>(ModelBuilder model, CrmDb db)
        where T : Entity
    {
        var entity = model.Entity<T>();
        entity.HasKey(row => new { row.TenantId, row.Id });
        entity.Property(row => row.Id).ValueGeneratedNever();
        entity.Property(row => row.Version).IsConcurrencyToken();
        entity.Ignore(row => row.Events);
    }

    private static void FenceDeleted<T>(ModelBuilder model, CrmDb db)
        where T : class, ISoftDeleted =>
        model.Entity<T>().HasQueryFilter(Filters.Deleted, row => row.DeletedAt == null);

    private static void FenceVisible<T>(ModelBuilder model, CrmDb db)
        where T : Entity, IOwned, IRecord
    {
        var name = ((IRecord)Activator.CreateInstance(typeof(T), nonPublic: true)!).Kind.Name;
        model.Entity<T>().HasQueryFilter(Filters.Visible, row =>
            db.SeesAll(name)
            || (db.SeesOwn(name) && row.OwnerId == db.UserId)
            || (db.SeesTeam(name) && row.TeamId != null && db.TeamIds.Contains(row.TeamId.Value)));
    }

    private static void Call(string method, Type clr, ModelBuilder model, CrmDb db) =>
        typeof(ModelConventions).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(clr).Invoke(null, [model, db]);

    private static void Name(IMutableEntityType type)
    {
        type.SetTableName(Snake(type.GetTableName()!));
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(Snake(property.GetColumnName(table) ?? property.Name));
        }

        foreach (var key in type.GetKeys())
        {
            key.SetName(Snake(key.GetName()!));
        }

        foreach (var key in type.GetForeignKeys())
        {
            key.SetConstraintName(Snake(key.GetConstraintName()!));
        }

        foreach (var index in type.GetIndexes())
        {
            index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}
