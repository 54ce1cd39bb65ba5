using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>What can be written about a contact.</summary>
public record ContactInput
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>Position at the company.</summary>
    public string? Title { get; init; }

    /// <summary>The account that the contact works at.</summary>
    public RecordId? AccountId { get; init; }
}

/// <summary>A new contact.</summary>
public sealed record NewContact : ContactInput
{
    /// <summary>Without one it is yours.</summary>
    public RecordId? OwnerId { get; init; }
}

/// <summary>A contact. What your roles do not see is null.</summary>
public sealed record ContactResource(
    RecordId Id,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    string? Title,
    RecordId? AccountId,
    string? Account,
    RecordId? OwnerId,
    string? Owner,
    string? Team,
    DateTimeOffset UpdatedAt,
    long Version);

/// <summary>A contact in a list.</summary>
public sealed record ContactItem(
    RecordId Id,
    string Name,
    string? Email,
    string? Phone,
    string? Title,
    RecordId? AccountId,
    string? Account,
    RecordId? OwnerId,
    string? Owner,
    DateTimeOffset UpdatedAt,
    long Version);

/// <summary>Which contacts, in which order; by name means the last name.</summary>
public sealed record ContactQuery : OwnedRecordQuery
{
    public RecordId? AccountId { get; init; }

    internal override IEnumerable<(string Key, string? Value)> Equal() =>
        [("account", AccountId.Number(RecordKind.Account, "account_id").Id(RecordKind.Account)?.ToString())];
}
