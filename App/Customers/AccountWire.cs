using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>What can be written about an account.</summary>
public record AccountInput
{
    /// <summary>The company's name, up to 200 characters.</summary>
    public string? Name { get; init; }

    public string? Website { get; init; }

    public string? Industry { get; init; }

    public string? Phone { get; init; }

    public string? Country { get; init; }

    public int? Employees { get; init; }

    public int? FoundedYear { get; init; }

    /// <summary>In major units of revenue_currency.</summary>
    public decimal? AnnualRevenue { get; init; }

    /// <summary>ISO 4217, such as EUR.</summary>
    public string? RevenueCurrency { get; init; }

    /// <summary>The account that this one belongs to.</summary>
    public RecordId? ParentId { get; init; }

    internal static AccountInput Of(AccountFields fields) => new()
    {
        Name = fields.Name,
        Website = fields.Website,
        Industry = fields.Industry,
        Phone = fields.Phone,
        Country = fields.Country,
        Employees = fields.Employees,
        FoundedYear = fields.FoundedYear,
        AnnualRevenue = fields.AnnualRevenue,
        RevenueCurrency = fields.RevenueCurrency,
        ParentId = fields.ParentId.Id(RecordKind.Account),
    };

    internal AccountFields Fields() => new(
        Name, Website, Industry, Phone, Country, Employees, FoundedYear, AnnualRevenue, RevenueCurrency,
        ParentId.Number(RecordKind.Account, "parent_id"));
}

/// <summary>A new account.</summary>
public sealed record NewAccount : AccountInput
{
    /// <summary>Without one it is yours.</summary>
    public RecordId? OwnerId { get; init; }
}

/// <summary>An account. What your roles do not see is null.</summary>
public sealed record AccountResource(
    RecordId Id,
    string? Name,
    string? Website,
    string? Industry,
    string? Phone,
    string? Country,
    int? Employees,
    int? FoundedYear,
    decimal? AnnualRevenue,
    string? RevenueCurrency,
    RecordId? ParentId,
    string? Parent,
    RecordId? OwnerId,
    string? Owner,
    string? Team,
    DateTimeOffset UpdatedAt,
    long Version)
{
    internal static AccountResource Of(AccountDetails account)
    {
        var fields = account.Fields;
        return new AccountResource(
            account.Id.Id(RecordKind.Account), fields.Name, fields.Website, fields.Industry, fields.Phone, fields.Country, fields.Employees,
            fields.FoundedYear, fields.AnnualRevenue, fields.RevenueCurrency, fields.ParentId.Id(RecordKind.Account), account.Parent,
            account.OwnerId.Id(RecordKind.User), account.Owner, account.Team, account.ChangedAt, account.Version);
    }
}

/// <summary>An account in a list.</summary>
public sealed record AccountItem(
    RecordId Id,
    string Name,
    string? Industry,
    string? Country,
    int? Employees,
    decimal? AnnualRevenue,
    string? RevenueCurrency,
    RecordId? OwnerId,
    string? Owner,
    DateTimeOffset UpdatedAt,
    long Version)
{
    internal static AccountItem Of(AccountRow row) => new(
        row.Id.Id(RecordKind.Account), row.Name, row.Industry, row.Country, row.Employees, row.AnnualRevenue, row.RevenueCurrency,
        row.OwnerId.Id(RecordKind.User), row.Owner, row.ChangedAt, row.Version);
}

/// <summary>Which accounts, in which order.</summary>
public sealed record AccountQuery
{
    /// <summary>Words of the name or the website, or what they begin with, or a telephone number in any form; case and accents do not count.</summary>
    public string? Search { get; init; }

    public RecordId? OwnerId { get; init; }

    /// <summary>The industry as it is written in the account.</summary>
    public string? Industry { get; init; }

    /// <summary>Those in the bin instead.</summary>
    public bool InBin { get; init; }

    /// <summary>name or updated_at; with a hyphen before it the other way round.</summary>
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before, with the same filters and the same order.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    internal ListAccounts Request()
    {
        var (order, turned) = CustomersRoutes.Order(Sort);
        return new ListAccounts(Search, OwnerId.Number(RecordKind.User, "owner_id"), Industry, order, turned, InBin, Cursor, Limit);
    }
}
