using CrmLive.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Live;

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.Property(notification => notification.Text).HasMaxLength(500);
        builder.Property(notification => notification.SubjectKind).HasMaxLength(40);
        builder.HasIndex(notification => new { notification.TenantId, notification.UserId, notification.Id });
        builder.HasIndex(notification => new { notification.TenantId, notification.SubjectKind, notification.SubjectId });
        builder.HasOne<User>().WithMany().HasForeignKey(notification => new { notification.TenantId, notification.UserId });
    }
}
