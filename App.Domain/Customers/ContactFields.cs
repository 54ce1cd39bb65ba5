namespace CrmLive.Customers;

/// <summary>What a person may type about a contact.</summary>
public sealed record ContactFields(
    string? FirstName,
    string? LastName,
    string? Email = null,
    string? Phone = null,
    string? Title = null,
    long? AccountId = null);
