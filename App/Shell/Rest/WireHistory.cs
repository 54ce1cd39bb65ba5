namespace CrmLive.Shell;

/// <summary>How the history of a record is paged.</summary>
public sealed record HistoryQuery
{
    /// <summary>The next_cursor of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Entries per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>One thing that happened to a record.</summary>
/// <param name="Verb">created, updated, assigned, deleted, restored and so on.</param>
/// <param name="Channel">page, rest, hub, cli or worker.</param>
/// <param name="Version">The record's version after it.</param>
public sealed record HistoryItem(
    RecordId EventId, string Verb, DateTimeOffset At, string Actor, string Channel, long Version, IReadOnlyList<HistoryField> Changes)
{
    public static HistoryItem Of(HistoryEntry entry) => new(
        entry.EventId.Id(RecordKind.Event), entry.Verb, entry.At, entry.Actor, entry.Channel, entry.Version,
        [.. entry.Changes.Select(change => new HistoryField(change.Field, change.Before, change.After, change.IsHidden))]);
}

/// <summary>A field before and after, in words.</summary>
/// <param name="IsHidden">Your roles do not see this field: both values are null.</param>
public sealed record HistoryField(string Field, string? Before, string? After, bool IsHidden);

/// <summary>Whom a record is given to.</summary>
public sealed record NewOwner
{
    /// <summary>A user; null takes it from everybody.</summary>
    public RecordId? OwnerId { get; init; }
}

/// <summary>Asks for a record as it was.</summary>
public sealed record AsOfQuery
{
    /// <summary>An instant of the past; without it the record as it is now.</summary>
    public DateTimeOffset? AsOf { get; init; }
}
