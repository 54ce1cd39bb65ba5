namespace CrmLive.Shell;

/// <summary>Something that was added to a record.</summary>
/// <param name="Id">Its own number.</param>
/// <param name="Version">Of the record, with it.</param>
public sealed record AddedPart(long Id, long Version);
