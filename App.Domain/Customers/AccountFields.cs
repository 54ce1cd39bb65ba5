using CrmLive.Access;

namespace CrmLive.Customers;

/// <summary>What a person may type about an account.</summary>
public sealed record AccountFields(
    string? Name,
    string? Website = null,
    string? Industry = null,
    [property: Field("account.phone")] string? Phone = null,
    string? Country = null,
    [property: Field("account.employees")] int? Employees = null,
    int? FoundedYear = null,
    [property: Field("account.annual_revenue"), Together("annual_revenue")] decimal? AnnualRevenue = null,
    [property: Field("account.annual_revenue"), Together("annual_revenue")] string? RevenueCurrency = null,
    long? ParentId = null);
