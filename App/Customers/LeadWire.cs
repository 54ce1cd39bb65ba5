using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>What can be written about a lead.</summary>
public record LeadInput
{
    /// <summary>The person, up to 200 characters.</summary>
    public string? Name { get; init; }

    public string? Company { get; init; }

    /// <summary>Position at the company.</summary>
    public string? Title { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Website { get; init; }

    public string? Industry { get; init; }

    public string? Country { get; init; }

    public int? Employees { get; init; }

    /// <summary>new, working, nurturing, qualified or unqualified; new at first.</summary>
    public string? Status { get; init; }

    /// <summary>website, referral, event, outbound, partner, advertising or other.</summary>
    public string? Source { get; init; }

    /// <summary>In major units of currency.</summary>
    public decimal? ExpectedValue { get; init; }

    /// <summary>ISO 4217, such as EUR.</summary>
    public string? Currency { get; init; }

    public string? Notes { get; init; }
}

/// <summary>A new lead.</summary>
public sealed record NewLead : LeadInput
{
    /// <summary>Without one it is yours.</summary>
    public RecordId? OwnerId { get; init; }
}

/// <summary>A lead. What your roles do not see is null.</summary>
public sealed record LeadResource : LeadInput
{
    public required RecordId Id { get; init; }

    public RecordId? OwnerId { get; init; }

    public string? Owner { get; init; }

    public string? Team { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public long Version { get; init; }
}

/// <summary>A lead in a list.</summary>
public sealed record LeadItem(
    RecordId Id,
    string Name,
    string? Company,
    string Status,
    string? Source,
    string? Email,
    string? Phone,
    string? Country,
    decimal? ExpectedValue,
    string? Currency,
    RecordId? OwnerId,
    string? Owner,
    DateTimeOffset UpdatedAt,
    long Version);

/// <summary>Which leads, in which order.</summary>
public sealed record LeadQuery : OwnedRecordQuery
{
    /// <summary>new, working, nurturing, qualified or unqualified.</summary>
    public string? Status { get; init; }

    internal override IEnumerable<(string Key, string? Value)> Equal() => [("status", Status)];
}
