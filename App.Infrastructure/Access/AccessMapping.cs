using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Access;

internal sealed class TenantMapping : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.Property(tenant => tenant.Id).ValueGeneratedNever();
        builder.Property(tenant => tenant.Slug).HasMaxLength(40);
        builder.Property(tenant => tenant.Name).HasMaxLength(Text.NameLength);
        builder.Property(tenant => tenant.DirectoryTenant).HasMaxLength(64);
        builder.HasIndex(tenant => tenant.Slug).IsUnique();
        builder.HasIndex(tenant => tenant.DirectoryTenant);
    }
}

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Ignore(user => user.Kind);
        builder.Property(user => user.Name).HasMaxLength(100);
        builder.Property(user => user.NameKey).HasMaxLength(NameFold.KeyLength);
        builder.Property(user => user.Email).HasMaxLength(254);
        builder.Property(user => user.DirectoryTenant).HasMaxLength(64);
        builder.Property(user => user.DirectoryUser).HasMaxLength(64);
        builder.Property(user => user.Theme).HasMaxLength(10);
        builder.Property(user => user.Density).HasMaxLength(20);
        builder.Property(user => user.TimeZone).HasMaxLength(60);
        builder.Property(user => user.NumberFormat).HasMaxLength(20);
        builder.Property(user => user.DateFormat).HasMaxLength(20);
        builder.Property(user => user.FirstDay).HasMaxLength(10);
        builder.HasIndex(user => new { user.TenantId, user.Email }).IsUnique();
        builder.HasIndex(user => new { user.DirectoryTenant, user.DirectoryUser });
    }
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.Ignore(team => team.Kind);
        builder.Property(team => team.Name).HasMaxLength(100);
        builder.Property(team => team.FoldedName).HasMaxLength(NameFold.Length);
        builder.Property(team => team.Region).HasMaxLength(100);
        builder.HasIndex(team => new { team.TenantId, team.FoldedName }).IsUnique();
    }
}

internal sealed class TeamMemberMapping : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> builder)
    {
        builder.HasIndex(member => new { member.TenantId, member.UserId, member.TeamId }).IsUnique();
        builder.HasOne<Team>().WithMany().HasForeignKey(member => new { member.TenantId, member.TeamId });
        builder.HasOne<User>().WithMany().HasForeignKey(member => new { member.TenantId, member.UserId });
    }
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.Ignore(role => role.Kind);
        builder.Property(role => role.Key).HasMaxLength(40);
        builder.Property(role => role.Label).HasMaxLength(80);
        builder.Property(role => role.Description).HasMaxLength(Text.NameLength);
        builder.HasIndex(role => new { role.TenantId, role.Key }).IsUnique();
        builder.HasMany(role => role.Grants).WithOne().HasForeignKey(grant => new { grant.TenantId, grant.RoleId });
    }
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("role_grants");
        builder.Ignore(grant => grant.Permission);
        builder.Property(grant => grant.EntityName).HasMaxLength(40);
        builder.Property(grant => grant.Action).HasMaxLength(40);
        builder.HasIndex(grant => new { grant.TenantId, grant.RoleId, grant.EntityName, grant.Action }).IsUnique();
    }
}

internal sealed class UserRoleMapping : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.HasIndex(link => new { link.TenantId, link.UserId, link.RoleId }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(link => new { link.TenantId, link.UserId });
        builder.HasOne<Role>().WithMany().HasForeignKey(link => new { link.TenantId, link.RoleId });
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.Property(session => session.Device).HasMaxLength(200);
        builder.Property(session => session.Method).HasMaxLength(20);
        builder.HasIndex(session => new { session.TenantId, session.UserId });
        builder.HasOne<User>().WithMany().HasForeignKey(session => new { session.TenantId, session.UserId });
    }
}
