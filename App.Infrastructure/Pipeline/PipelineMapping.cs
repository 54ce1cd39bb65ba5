using CrmLive.Access;
using CrmLive.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Pipeline;

internal sealed class SalesPipelineMapping : IEntityTypeConfiguration<SalesPipeline>
{
    public void Configure(EntityTypeBuilder<SalesPipeline> builder)
    {
        builder.ToTable("pipelines");
        builder.Ignore(pipeline => pipeline.Kind);
        builder.Property(pipeline => pipeline.Name).HasMaxLength(Text.NameLength);
        builder.Property(pipeline => pipeline.Currency).HasMaxLength(3);
        builder.HasIndex(pipeline => new { pipeline.TenantId, pipeline.Name }).IsUnique();
        builder.HasMany(pipeline => pipeline.Stages).WithOne().HasForeignKey(stage => new { stage.TenantId, stage.PipelineId });
    }
}

internal sealed class StageMapping : IEntityTypeConfiguration<Stage>
{
    public void Configure(EntityTypeBuilder<Stage> builder)
    {
        builder.Ignore(stage => stage.Kind);
        builder.Property(stage => stage.Name).HasMaxLength(80);
        builder.Property(stage => stage.Probability).HasPrecision(5, 4);
        builder.HasIndex(stage => new { stage.TenantId, stage.PipelineId, stage.Name }).IsUnique();
    }
}

internal sealed class DealMapping : IEntityTypeConfiguration<Deal>
{
    public void Configure(EntityTypeBuilder<Deal> builder)
    {
        builder.Ignore(deal => deal.Kind).Ignore(deal => deal.NewStageChanges);
        builder.Property(deal => deal.Name).HasMaxLength(Text.NameLength);
        builder.Property(deal => deal.Amount).HasPrecision(19, 4);
        builder.Property(deal => deal.Currency).HasMaxLength(3);
        builder.Property(deal => deal.Probability).HasPrecision(5, 4);
        builder.Property(deal => deal.NextStep).HasMaxLength(Text.NameLength);
        builder.Property(deal => deal.LostReason).HasMaxLength(Text.NoteLength);
        builder.HasIndex(deal => new { deal.TenantId, deal.PipelineId, deal.Outcome, deal.StageId });
        builder.HasIndex(deal => new { deal.TenantId, deal.PipelineId, deal.ClosedAt });
        builder.HasIndex(deal => new { deal.TenantId, deal.AccountId });
        builder.HasIndex(deal => new { deal.TenantId, deal.OwnerId });
        builder.HasOne<SalesPipeline>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.PipelineId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.StageId });
        builder.HasOne<Account>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.AccountId });
        builder.HasOne<Contact>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.ContactId });
        builder.HasOne<Product>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.ProductId });
        builder.HasOne<User>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.OwnerId });
        builder.HasOne<Team>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.TeamId });
    }
}

internal sealed class StageChangeMapping : IEntityTypeConfiguration<StageChange>
{
    public void Configure(EntityTypeBuilder<StageChange> builder)
    {
        builder.Property(change => change.Amount).HasPrecision(19, 4);
        builder.Property(change => change.Reason).HasMaxLength(Text.NoteLength);
        builder.HasIndex(change => new { change.TenantId, change.DealId, change.At });
        builder.HasIndex(change => new { change.TenantId, change.PipelineId, change.At });
        builder.HasOne<Deal>().WithMany().HasForeignKey(change => new { change.TenantId, change.DealId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(change => new { change.TenantId, change.FromStageId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(change => new { change.TenantId, change.ToStageId });
    }
}
