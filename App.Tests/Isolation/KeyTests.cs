using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Isolation;

/// <summary>Keys carry the tenant. A unique or foreign key without it would refuse by what other tenants hold, and so tell of it.</summary>
public sealed class KeyTests
{
    public static TheoryData<string> Entities => [.. ModelTables.OfTenants.Select(type => type.ClrType.Name)];

    [Theory]
    [MemberData(nameof(Entities))]
    public void Primary_keys_begin_with_the_tenant(string entity) =>
        Type(entity).FindPrimaryKey()!.Properties[0].Name.ShouldBe(nameof(ITenantRow.TenantId));

    [Theory]
    [MemberData(nameof(Entities))]
    public void Unique_indexes_begin_with_the_tenant(string entity) =>
        Type(entity).GetIndexes().Where(index => index.IsUnique).ShouldAllBe(index => index.Properties[0].Name == nameof(ITenantRow.TenantId));

    [Theory]
    [MemberData(nameof(Entities))]
    public void Foreign_keys_point_into_the_same_tenant(string entity)
    {
        foreach (var key in Type(entity).GetForeignKeys())
        {
            var place = key.Properties.ToList().FindIndex(property => property.Name == nameof(ITenantRow.TenantId));
            place.ShouldBeGreaterThanOrEqualTo(0, key.GetConstraintName());
            key.PrincipalKey.Properties[place].Name.ShouldBe(nameof(ITenantRow.TenantId), key.GetConstraintName());
        }
    }

    private static IEntityType Type(string entity) => ModelTables.OfTenants.Single(type => type.ClrType.Name == entity);
}
