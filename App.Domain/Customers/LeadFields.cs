using CrmLive.Access;

namespace CrmLive.Customers;

/// <summary>What a person may type about a lead.</summary>
public sealed record LeadFields(
    string? Name,
    string? Company = null,
    string? Title = null,
    [property: Field("lead.email")] string? Email = null,
    [property: Field("lead.phone")] string? Phone = null,
    string? Website = null,
    string? Industry = null,
    string? Country = null,
    int? Employees = null,
    string? Status = null,
    string? Source = null,
    [property: Field("lead.expected_value"), Together("expected_value")] decimal? ExpectedValue = null,
    [property: Field("lead.expected_value"), Together("expected_value")] string? Currency = null,
    string? Notes = null);
