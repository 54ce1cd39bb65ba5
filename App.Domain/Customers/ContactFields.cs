using CrmLive.Access;

namespace CrmLive.Customers;

/// <summary>What a person may type about a contact.</summary>
public sealed record ContactFields(
    string? FirstName,
    string? LastName,
    [property: Field("contact.email")] string? Email = null,
    [property: Field("contact.phone")] string? Phone = null,
    string? Title = null,
    long? AccountId = null);
