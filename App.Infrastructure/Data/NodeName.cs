namespace CrmLive.Data;

/// <summary>Names this process among those that share the database, so that it does not tell its browsers the same news twice.</summary>
public sealed record NodeName(string Value);
