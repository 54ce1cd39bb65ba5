namespace CrmLive.Customers;

/// <summary>What a person may type about an account.</summary>
public sealed record AccountFields(
    string? Name,
    string? Website = null,
    string? Industry = null,
    string? Phone = null,
    string? Country = null,
    int? Employees = null,
    int? FoundedYear = null,
    decimal? AnnualRevenue = null,
    string? RevenueCurrency = null,
    long? ParentId = null);
