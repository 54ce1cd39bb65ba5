using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Isolation;

/// <summary>Every entity that belongs to a tenant, out of the EF model: a new one is covered without a word.</summary>
internal static class ModelTables
{
    private static readonly PostgreSqlProvider Provider = new(new DatabaseOptions("Host=nowhere"));

    public static IModel Model { get; } = Provider.CreateContext(Work.Of(1, "test"), isSystemWide: false).Model;

    public static IReadOnlyList<IEntityType> OfTenants { get; } =
        [.. Model.GetEntityTypes().Where(type => typeof(ITenantRow).IsAssignableFrom(type.ClrType)).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The property of the key that is not the tenant.</summary>
    public static IProperty OwnKey(IEntityType type) =>
        type.FindPrimaryKey()!.Properties.Last(property => property.Name != nameof(ITenantRow.TenantId));
}
