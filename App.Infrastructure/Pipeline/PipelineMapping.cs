using CrmLive.Access;
using CrmLive.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Pipeline;

internal sealed class SalesPipelineMapping : IEntityTypeConfiguration<SalesPipeline>
{
    public void Configure(EntityTypeBuilder<SalesPipeline> builder)
    {
        builder.ToTable("pipelines");
        builder.Ignore(pipeline => pipeline.Kind);
        builder.Property(pipeline => pipeline.Name).HasMaxLength(Text.NameLength);
        builder.Property(pipeline => pipeline.FoldedName).HasMaxLength(NameFold.Length);
        builder.Property(pipeline => pipeline.Currency).HasMaxLength(3);
        builder.HasIndex(pipeline => new { pipeline.TenantId, pipeline.FoldedName }).IsUnique().HasFilter("deleted_at is null");
        builder.HasMany(pipeline => pipeline.Tables).WithOne().HasForeignKey(table => new { table.TenantId, table.PipelineId });
        builder.HasMany(pipeline => pipeline.Stages).WithOne().HasForeignKey(stage => new { stage.TenantId, stage.PipelineId });
        builder.HasMany(pipeline => pipeline.Rules).WithOne().HasForeignKey(rule => new { rule.TenantId, rule.PipelineId });
    }
}

internal sealed class StageRuleMapping : IEntityTypeConfiguration<StageRule>
{
    public void Configure(EntityTypeBuilder<StageRule> builder)
    {
        builder.Property(rule => rule.Limit).HasPrecision(19, 4);
        builder.Property(rule => rule.Message).HasMaxLength(300);
        builder.HasOne<Stage>().WithMany().HasForeignKey(rule => new { rule.TenantId, rule.StageId });
    }
}

internal sealed class StageMapping : IEntityTypeConfiguration<Stage>
{
    public void Configure(EntityTypeBuilder<Stage> builder)
    {
        builder.Ignore(stage => stage.Kind);
        builder.Property(stage => stage.Name).HasMaxLength(Stage.NameLength);
        builder.Property(stage => stage.Probability).HasPrecision(5, 4);
        builder.Property(stage => stage.Required).HasMaxLength(200).HasConversion(
            fields => string.Join(',', fields),
            text => Read(text),
            new ValueComparer<IReadOnlyList<DealField>>((a, b) => a!.SequenceEqual(b!), fields => fields.Aggregate(0, HashCode.Combine), fields => fields));

        // That names differ the pipeline sees to, whose version every change of its stages raises: an index would refuse two that swap theirs.
        builder.HasIndex(stage => new { stage.TenantId, stage.PipelineId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(stage => new { stage.TenantId, stage.MovesToId });
    }

    // A field that a later version of the program knows and this one does not is passed over.
    private static List<DealField> Read(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(name => Enum.IsDefined(typeof(DealField), name)).Select(Enum.Parse<DealField>)];
}

internal sealed class ProbabilityTableMapping : IEntityTypeConfiguration<ProbabilityTable>
{
    public void Configure(EntityTypeBuilder<ProbabilityTable> builder)
    {
        builder.ToTable("probability_tables");
        builder.Property(table => table.Note).HasMaxLength(Text.NoteLength);
        builder.HasIndex(table => new { table.TenantId, table.PipelineId, table.Number }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(table => new { table.TenantId, table.ById });
        builder.HasMany(table => table.Shares).WithOne().HasForeignKey(share => new { share.TenantId, share.TableId });
    }
}

internal sealed class ProbabilityShareMapping : IEntityTypeConfiguration<ProbabilityShare>
{
    public void Configure(EntityTypeBuilder<ProbabilityShare> builder)
    {
        builder.ToTable("probability_shares");
        builder.Property(share => share.Probability).HasPrecision(5, 4);
        builder.HasOne<Stage>().WithMany().HasForeignKey(share => new { share.TenantId, share.StageId });
    }
}

internal sealed class DealMapping : IEntityTypeConfiguration<Deal>
{
    public void Configure(EntityTypeBuilder<Deal> builder)
    {
        builder.Ignore(deal => deal.Kind).Ignore(deal => deal.NewStageChanges);
        builder.Property(deal => deal.Name).HasMaxLength(Text.NameLength);
        builder.Property(deal => deal.NameKey).HasMaxLength(NameFold.KeyLength);
        builder.Property(deal => deal.Amount).HasPrecision(19, 4);
        builder.Property(deal => deal.Currency).HasMaxLength(3);
        builder.Property(deal => deal.Probability).HasPrecision(5, 4);
        builder.Property(deal => deal.OverrideShare).HasPrecision(5, 4);
        builder.Property(deal => deal.OverrideReason).HasMaxLength(Text.NoteLength);
        builder.Property(deal => deal.NextStep).HasMaxLength(Text.NameLength);
        builder.Property(deal => deal.LostReason).HasMaxLength(Text.NoteLength);
        builder.HasIndex(deal => new { deal.TenantId, deal.PipelineId, deal.Outcome, deal.StageId });
        builder.HasIndex(deal => new { deal.TenantId, deal.StageId, deal.Rank });
        builder.HasIndex(deal => new { deal.TenantId, deal.PipelineId, deal.ClosedAt });
        builder.HasIndex(deal => new { deal.TenantId, deal.AccountId });
        builder.HasIndex(deal => new { deal.TenantId, deal.OwnerId });
        builder.HasIndex(deal => new { deal.TenantId, deal.CreatedAt, deal.Id });
        builder.HasOne<SalesPipeline>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.PipelineId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.StageId });
        builder.HasOne<Account>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.AccountId });
        builder.HasOne<Contact>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.ContactId });
        builder.HasOne<Product>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.ProductId });
        builder.HasOne<User>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.OwnerId });
        builder.HasOne<Team>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.TeamId });
        builder.HasOne<User>().WithMany().HasForeignKey(deal => new { deal.TenantId, deal.OverrideById });
        builder.HasMany(deal => deal.Lines).WithOne().HasForeignKey(line => new { line.TenantId, line.DealId });
        builder.HasMany(deal => deal.People).WithOne().HasForeignKey(person => new { person.TenantId, person.DealId });
    }
}

internal sealed class DealLineMapping : IEntityTypeConfiguration<DealLine>
{
    public void Configure(EntityTypeBuilder<DealLine> builder)
    {
        builder.ToTable("deal_lines");
        builder.Property(line => line.Quantity).HasPrecision(19, 4);
        builder.Property(line => line.UnitPrice).HasPrecision(19, 4);
        builder.Property(line => line.Discount).HasPrecision(5, 4);
        builder.HasIndex(line => new { line.TenantId, line.ProductId, line.DealId });
        builder.HasOne<Product>().WithMany().HasForeignKey(line => new { line.TenantId, line.ProductId });
    }
}

internal sealed class DealContactMapping : IEntityTypeConfiguration<DealContact>
{
    public void Configure(EntityTypeBuilder<DealContact> builder)
    {
        builder.ToTable("deal_contacts");
        builder.HasIndex(person => new { person.TenantId, person.DealId, person.ContactId }).IsUnique();
        builder.HasIndex(person => new { person.TenantId, person.ContactId });
        builder.HasOne<Contact>().WithMany().HasForeignKey(person => new { person.TenantId, person.ContactId });
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
        builder.HasIndex(change => new { change.TenantId, change.TakesBackId }).HasFilter("takes_back_id is not null");
        builder.HasOne<Deal>().WithMany().HasForeignKey(change => new { change.TenantId, change.DealId });
        builder.HasOne<StageChange>().WithMany().HasForeignKey(change => new { change.TenantId, change.TakesBackId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(change => new { change.TenantId, change.FromStageId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(change => new { change.TenantId, change.ToStageId });
        builder.HasOne<User>().WithMany().HasForeignKey(change => new { change.TenantId, change.ApprovedById });
    }
}

internal sealed class MoveApprovalMapping : IEntityTypeConfiguration<MoveApproval>
{
    public void Configure(EntityTypeBuilder<MoveApproval> builder)
    {
        builder.Ignore(approval => approval.Kind);
        builder.Property(approval => approval.Codes).HasMaxLength(400).HasConversion<string>(
            codes => string.Join(',', codes),
            text => text.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList(),
            new ValueComparer<IReadOnlyList<string>>((a, b) => a!.SequenceEqual(b!), codes => codes.Aggregate(0, HashCode.Combine), codes => codes));
        builder.Property(approval => approval.Breaches).HasMaxLength(Text.NoteLength);
        builder.Property(approval => approval.Reason).HasMaxLength(Text.NoteLength);
        builder.Property(approval => approval.Note).HasMaxLength(Text.NoteLength);
        builder.HasIndex(approval => new { approval.TenantId, approval.DealId, approval.State });
        builder.HasOne<Deal>().WithMany().HasForeignKey(approval => new { approval.TenantId, approval.DealId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(approval => new { approval.TenantId, approval.FromStageId });
        builder.HasOne<Stage>().WithMany().HasForeignKey(approval => new { approval.TenantId, approval.ToStageId });
        builder.HasOne<User>().WithMany().HasForeignKey(approval => new { approval.TenantId, approval.AskedById });
        builder.HasOne<User>().WithMany().HasForeignKey(approval => new { approval.TenantId, approval.DecidedById });
    }
}

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.Ignore(view => view.Kind);
        builder.Property(view => view.Place).HasMaxLength(40);
        builder.Property(view => view.Name).HasMaxLength(SavedView.NameLength);
        builder.Property(view => view.Query).HasMaxLength(SavedView.QueryLength);
        builder.HasIndex(view => new { view.TenantId, view.Place, view.OwnerId });
        builder.HasOne<User>().WithMany().HasForeignKey(view => new { view.TenantId, view.OwnerId });
        builder.HasOne<Team>().WithMany().HasForeignKey(view => new { view.TenantId, view.TeamId });
    }
}
