namespace CrmLive.Data;

/// <summary>A word by which a record is found. Kept beside the records, so that a move of a deal does not write its words anew; see <see cref="SearchIndex"/>.</summary>
public sealed class SearchWord : ITenantRow
{
    public long TenantId { get; init; }

    public required string Kind { get; init; }

    public required long RecordId { get; init; }

    /// <summary>Where it stands: part of the name, or the field as roles may hide it.</summary>
    public required string Field { get; init; }

    public required string Word { get; init; }
}
