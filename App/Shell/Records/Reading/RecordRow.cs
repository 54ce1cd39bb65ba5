namespace CrmLive.Shell;

/// <summary>A record in a list.</summary>
/// <param name="Sort">What the list is ordered by, as it stands in this row.</param>
/// <param name="Values">Of the fields that were asked for, by key: text, whole and other numbers, <see cref="Money"/>, days, instants, yes-no, <see cref="RecordLink"/>; null for nothing.</param>
public sealed record RecordRow(
    long Id, long Version, string Name, DateTimeOffset ChangedAt, object? Sort, IReadOnlyDictionary<string, object?> Values, long? OwnerId, string? Owner)
{
    /// <summary>Null also for a field that was not asked for, or is not shown to the asker.</summary>
    public object? this[string key] => Values.GetValueOrDefault(key);

    internal static RecordRow Of(RawRow raw, RecordColumns columns) =>
        new(raw.Id, raw.Version, raw.Name, raw.ChangedAt, raw.Sort, columns.Values(raw.Cells), raw.OwnerId, raw.Owner);
}

/// <summary>Another record that a field points at.</summary>
/// <param name="Name">Null where the asker does not see it.</param>
public sealed record RecordLink(RecordId Id, string? Name);

/// <summary>A row as the database gives it: the cells of all columns side by side.</summary>
internal sealed record RawRow(
    long Id, long Version, string Name, DateTimeOffset ChangedAt, object? Sort, object?[] Cells, long? OwnerId, string? Owner);
