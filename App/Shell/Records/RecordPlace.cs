namespace CrmLive.Shell;

/// <summary>Where the pages of a kind of record live: its path, to which the identifier is added.</summary>
public sealed record RecordPlace(RecordKind Kind, string Path);
