using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Live;

internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.Ignore(job => job.Kind);
        builder.Ignore(job => job.IsOver);
        builder.Property(job => job.Type).HasMaxLength(WorkPut.KindLength);
        builder.Property(job => job.Title).HasMaxLength(Text.NameLength);
        builder.Property(job => job.Machine).HasMaxLength(40);
        builder.Property(job => job.OrderKey).HasMaxLength(WorkPut.KeyLength);
        builder.Property(job => job.StartedBy).HasMaxLength(100);
        builder.Property(job => job.Note).HasMaxLength(Job.NoteLength);
        builder.Property(job => job.Error).HasMaxLength(Text.NoteLength);
        builder.HasIndex(job => new { job.TenantId, job.CreatedAt });
    }
}
