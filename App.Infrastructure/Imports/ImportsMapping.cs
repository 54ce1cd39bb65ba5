using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Imports;

internal sealed class SourceRecordMapping : IEntityTypeConfiguration<SourceRecord>
{
    public void Configure(EntityTypeBuilder<SourceRecord> builder)
    {
        builder.Property(source => source.SourceSystem).HasMaxLength(60);
        builder.Property(source => source.SourceKind).HasMaxLength(60);
        builder.Property(source => source.SourceId).HasMaxLength(Text.NameLength);
        builder.Property(source => source.RecordKind).HasMaxLength(40);
        builder.Property(source => source.Checksum).HasMaxLength(64);
        builder.HasIndex(source => new { source.TenantId, source.SourceSystem, source.SourceKind, source.SourceId, source.Revision }).IsUnique();
        builder.HasIndex(source => new { source.TenantId, source.RecordKind, source.RecordId });
    }
}

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("imports");
        builder.Ignore(run => run.Kind);
        builder.Property(run => run.Map).HasMaxLength(Text.NameLength);
    }
}

internal sealed class ImportFaultMapping : IEntityTypeConfiguration<ImportFault>
{
    public void Configure(EntityTypeBuilder<ImportFault> builder)
    {
        builder.Property(fault => fault.File).HasMaxLength(Text.NameLength);
        builder.Property(fault => fault.Code).HasMaxLength(60);
        builder.Property(fault => fault.Message).HasMaxLength(500);
        builder.HasIndex(fault => new { fault.TenantId, fault.ImportId });
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(fault => new { fault.TenantId, fault.ImportId });
    }
}
