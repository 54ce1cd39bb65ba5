using CrmLive.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Hub;

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Ignore(key => key.Kind);
        builder.Property(key => key.Label).HasMaxLength(100);
        builder.Property(key => key.Hint).HasMaxLength(20);
        builder.Property(key => key.Hash).HasMaxLength(64);
        builder.Property(key => key.Method).HasMaxLength(20);

        // Before a key is known nobody has a tenant, so its hash is looked up across all of them. Unique within one: a key that refuses
        // because of what another tenant holds would tell of it, and two random keys are never the same.
        builder.HasIndex(key => key.Hash);
        builder.HasIndex(key => new { key.TenantId, key.Hash }).IsUnique();
        builder.HasIndex(key => new { key.TenantId, key.UserId });
        builder.HasOne<User>().WithMany().HasForeignKey(key => new { key.TenantId, key.UserId });
    }
}
