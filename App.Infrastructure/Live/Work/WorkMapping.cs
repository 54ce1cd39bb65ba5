using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Live;

internal sealed class WorkPutMapping : IEntityTypeConfiguration<WorkPut>
{
    public void Configure(EntityTypeBuilder<WorkPut> builder)
    {
        builder.ToTable("work_puts").HasKey(put => new { put.TenantId, put.Id });
        builder.Property(put => put.Id).ValueGeneratedNever();
        builder.Property(put => put.Kind).HasMaxLength(WorkPut.KindLength);
        builder.Property(put => put.Key).HasMaxLength(WorkPut.KeyLength);
        builder.Property(put => put.Lane).HasConversion<short>();
        builder.Property(put => put.OrderKey).HasMaxLength(WorkPut.KeyLength);
        builder.Property(put => put.CorrelationId).HasMaxLength(64);
    }
}

internal sealed class WorkItemMapping : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items").HasKey(item => new { item.TenantId, item.Id });
        builder.Property(item => item.Id).ValueGeneratedNever();
        builder.Property(item => item.Kind).HasMaxLength(WorkPut.KindLength);
        builder.Property(item => item.Key).HasMaxLength(WorkPut.KeyLength);
        builder.Property(item => item.Lane).HasConversion<short>();
        builder.Property(item => item.OrderKey).HasMaxLength(WorkPut.KeyLength);
        builder.Property(item => item.Owner).HasMaxLength(40);
        builder.Property(item => item.Failure).HasConversion<short?>();
        builder.Property(item => item.Error).HasMaxLength(WorkItem.ErrorLength);
        builder.Property(item => item.CorrelationId).HasMaxLength(64);
        builder.HasIndex(item => new { item.TenantId, item.Kind, item.Key }).IsUnique();

        // What waits for its turn stands at the end, so that it costs nothing to who looks for what is due.
        builder.HasIndex(item => new { item.TenantId, item.Kind, item.Lane, item.Priority, item.Waits, item.Due });
        builder.HasIndex(item => new { item.TenantId, item.OrderKey, item.Seq }).HasFilter("order_key IS NOT NULL");
    }
}

internal sealed class WorkRunMapping : IEntityTypeConfiguration<WorkRun>
{
    public void Configure(EntityTypeBuilder<WorkRun> builder)
    {
        builder.ToTable("work_runs").HasKey(run => new { run.TenantId, run.Id, run.Token });
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Token).ValueGeneratedNever();
        builder.Property(run => run.Kind).HasMaxLength(WorkPut.KindLength);
        builder.Property(run => run.Key).HasMaxLength(WorkPut.KeyLength);
        builder.HasIndex(run => new { run.TenantId, run.At });
    }
}

internal sealed class DeadWorkMapping : IEntityTypeConfiguration<DeadWork>
{
    public void Configure(EntityTypeBuilder<DeadWork> builder)
    {
        builder.ToTable("dead_work").HasKey(dead => new { dead.TenantId, dead.Id, dead.Token });
        builder.Property(dead => dead.Id).ValueGeneratedNever();
        builder.Property(dead => dead.Token).ValueGeneratedNever();
        builder.Property(dead => dead.Kind).HasMaxLength(WorkPut.KindLength);
        builder.Property(dead => dead.Key).HasMaxLength(WorkPut.KeyLength);
        builder.Property(dead => dead.Lane).HasConversion<short>();
        builder.Property(dead => dead.OrderKey).HasMaxLength(WorkPut.KeyLength);
        builder.Property(dead => dead.Failure).HasConversion<short>();
        builder.Property(dead => dead.Error).HasMaxLength(WorkItem.ErrorLength);
        builder.HasIndex(dead => new { dead.TenantId, dead.Kind, dead.At });
    }
}

internal sealed class WorkStreamMapping : IEntityTypeConfiguration<WorkStream>
{
    public void Configure(EntityTypeBuilder<WorkStream> builder)
    {
        builder.ToTable("work_streams").HasKey(stream => new { stream.TenantId, stream.Lane, stream.Priority, stream.Kind });
        builder.Property(stream => stream.Kind).HasMaxLength(WorkPut.KindLength);
        builder.Property(stream => stream.Lane).HasConversion<short>().ValueGeneratedNever();
        builder.Property(stream => stream.Priority).ValueGeneratedNever();
    }
}

internal sealed class WorkPauseMapping : IEntityTypeConfiguration<WorkPause>
{
    public void Configure(EntityTypeBuilder<WorkPause> builder)
    {
        builder.ToTable("work_pauses").HasKey(pause => new { pause.TenantId, pause.Kind });
        builder.Property(pause => pause.Kind).HasMaxLength(WorkPut.KindLength);
    }
}
