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
    long Version);

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
    long Version);

/// <summary>Which accounts, in which order.</summary>
public sealed record AccountQuery : OwnedRecordQuery
{
    /// <summary>The industry; case and accents do not count.</summary>
    public string? Industry { get; init; }

    internal override IEnumerable<(string Key, string? Value)> Equal() => [("industry", Industry)];
}
