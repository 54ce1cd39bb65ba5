using CrmLive.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Customers;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.Ignore(account => account.Kind);
        builder.Property(account => account.Name).HasMaxLength(Text.NameLength);
        builder.Property(account => account.Website).HasMaxLength(Text.NameLength);
        builder.Property(account => account.Industry).HasMaxLength(Text.NameLength);
        builder.Property(account => account.Phone).HasMaxLength(40);
        builder.Property(account => account.Country).HasMaxLength(100);
        builder.Property(account => account.AnnualRevenue).HasPrecision(19, 4);
        builder.Property(account => account.RevenueCurrency).HasMaxLength(3);
        builder.Property(account => account.NameKey).HasMaxLength(NameFold.KeyLength);
        builder.HasIndex(account => new { account.TenantId, account.NameKey, account.Id });
        builder.HasIndex(account => new { account.TenantId, account.OwnerId });
        builder.HasOne<Account>().WithMany().HasForeignKey(account => new { account.TenantId, account.ParentId });
        builder.HasOne<User>().WithMany().HasForeignKey(account => new { account.TenantId, account.OwnerId });
        builder.HasOne<Team>().WithMany().HasForeignKey(account => new { account.TenantId, account.TeamId });
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.Ignore(contact => contact.Kind).Ignore(contact => contact.Name);
        builder.Property(contact => contact.FirstName).HasMaxLength(100);
        builder.Property(contact => contact.LastName).HasMaxLength(100);
        builder.Property(contact => contact.Email).HasMaxLength(254);
        builder.Property(contact => contact.Phone).HasMaxLength(40);
        builder.Property(contact => contact.Title).HasMaxLength(100);
        builder.Property(contact => contact.NameKey).HasMaxLength(NameFold.KeyLength);
        builder.HasIndex(contact => new { contact.TenantId, contact.NameKey, contact.Id });
        builder.HasIndex(contact => new { contact.TenantId, contact.Email });
        builder.HasOne<Account>().WithMany().HasForeignKey(contact => new { contact.TenantId, contact.AccountId });
        builder.HasOne<User>().WithMany().HasForeignKey(contact => new { contact.TenantId, contact.OwnerId });
        builder.HasOne<Team>().WithMany().HasForeignKey(contact => new { contact.TenantId, contact.TeamId });
    }
}

internal sealed class LeadMapping : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> builder)
    {
        builder.ToTable("Leads").Ignore(lead => lead.Kind);
        builder.Property(lead => lead.Name).HasMaxLength(Text.NameLength);
        builder.Property(lead => lead.Company).HasMaxLength(Text.NameLength);
        builder.Property(lead => lead.Title).HasMaxLength(100);
        builder.Property(lead => lead.Email).HasMaxLength(254);
        builder.Property(lead => lead.Phone).HasMaxLength(40);
        builder.Property(lead => lead.Website).HasMaxLength(Text.NameLength);
        builder.Property(lead => lead.Industry).HasMaxLength(Text.NameLength);
        builder.Property(lead => lead.Country).HasMaxLength(100);
        builder.Property(lead => lead.Status).HasMaxLength(20);
        builder.Property(lead => lead.Source).HasMaxLength(20);
        builder.Property(lead => lead.ExpectedValue).HasPrecision(19, 4);
        builder.Property(lead => lead.Currency).HasMaxLength(3);
        builder.Property(lead => lead.Notes).HasMaxLength(Lead.NotesLength);
        builder.Property(lead => lead.NameKey).HasMaxLength(NameFold.KeyLength);
        builder.HasIndex(lead => new { lead.TenantId, lead.NameKey, lead.Id });
        builder.HasIndex(lead => new { lead.TenantId, lead.Status });
        builder.HasOne<User>().WithMany().HasForeignKey(lead => new { lead.TenantId, lead.OwnerId });
        builder.HasOne<Team>().WithMany().HasForeignKey(lead => new { lead.TenantId, lead.TeamId });
    }
}

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.Ignore(product => product.Kind);
        builder.Property(product => product.Name).HasMaxLength(Text.NameLength);
        builder.Property(product => product.Series).HasMaxLength(100);
        builder.Property(product => product.ListPrice).HasPrecision(19, 4);
        builder.Property(product => product.Currency).HasMaxLength(3);
        builder.Property(product => product.NameKey).HasMaxLength(NameFold.KeyLength);
        builder.HasIndex(product => new { product.TenantId, product.NameKey, product.Id });
    }
}
