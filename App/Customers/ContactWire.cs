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

    internal static ContactInput Of(ContactFields fields) => new()
    {
        FirstName = fields.FirstName,
        LastName = fields.LastName,
        Email = fields.Email,
        Phone = fields.Phone,
        Title = fields.Title,
        AccountId = fields.AccountId.Id(RecordKind.Account),
    };

    internal ContactFields Fields() => new(FirstName, LastName, Email, Phone, Title, AccountId.Number(RecordKind.Account, "account_id"));
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
    long Version)
{
    internal static ContactResource Of(ContactDetails contact)
    {
        var fields = contact.Fields;
        return new ContactResource(
            contact.Id.Id(RecordKind.Contact), fields.FirstName, fields.LastName, fields.Email, fields.Phone, fields.Title,
            fields.AccountId.Id(RecordKind.Account), contact.Account, contact.OwnerId.Id(RecordKind.User), contact.Owner, contact.Team,
            contact.ChangedAt, contact.Version);
    }
}

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
    long Version)
{
    internal static ContactItem Of(ContactRow row) => new(
        row.Id.Id(RecordKind.Contact), row.Name, row.Email, row.Phone, row.Title, row.AccountId.Id(RecordKind.Account), row.Account,
        row.OwnerId.Id(RecordKind.User), row.Owner, row.ChangedAt, row.Version);
}

/// <summary>Which contacts, in which order.</summary>
public sealed record ContactQuery
{
    /// <summary>Words of the name, the title, the e-mail address or the account, or what they begin with, or a telephone number in any form; case and accents do not count.</summary>
    public string? Search { get; init; }

    public RecordId? OwnerId { get; init; }

    public RecordId? AccountId { get; init; }

    /// <summary>Those in the bin instead.</summary>
    public bool InBin { get; init; }

    /// <summary>name (the last name) or updated_at; with a hyphen before it the other way round.</summary>
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before, with the same filters and the same order.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    internal ListContacts Request()
    {
        var (order, turned) = CustomersRoutes.Order(Sort);
        return new ListContacts(
            Search, OwnerId.Number(RecordKind.User, "owner_id"), AccountId.Number(RecordKind.Account, "account_id"), order, turned, InBin, Cursor, Limit);
    }
}
