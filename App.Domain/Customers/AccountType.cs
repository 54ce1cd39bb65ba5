namespace CrmLive.Customers;

/// <summary>What an account is.</summary>
public sealed class AccountType : RecordType<Account, AccountFields>
{
    public AccountType()
        : base(RecordKind.Account, "accounts")
    {
        Purpose = "Accounts are the companies that you sell to or serve. Deals and contacts belong to them.";
        Words = "companies";
        Name = Named(account => account.Name);
        Note = Named(account => account.Industry ?? account.Country);
        Field(FieldFamily.Text, account => account.Name, field => field with { IsName = true, IsRequired = true, IsAsked = true });
        Field(FieldFamily.Url, account => account.Website, field => field with { IsAsked = true });
        Field(FieldFamily.Text, account => account.Industry, field => field with { IsColumn = true, IsAsked = true });
        Field(FieldFamily.Phone, account => account.Phone, field => field with { IsHideable = true, IsAsked = true });
        Field(FieldFamily.Text, account => account.Country, field => field with { IsColumn = true, IsAsked = true });
        Field(FieldFamily.Integer, account => account.Employees, field => field with { IsHideable = true, IsColumn = true });
        Field(FieldFamily.Integer, account => account.FoundedYear, field => field with { Label = "Founded", Use = NumberUse.Year });
        Money(account => account.AnnualRevenue, account => account.RevenueCurrency, field => field with { IsHideable = true, IsColumn = true });
        Reference(account => account.ParentId, RecordKind.Account, field => field with { Label = "Parent", IsAsked = true });
    }
}
