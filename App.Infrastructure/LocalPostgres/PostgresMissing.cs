namespace CrmLive.LocalPostgres;

/// <summary>There are no usable PostgreSQL server programs here; the message says what happened and how to mend it.</summary>
public sealed class PostgresMissing(string message) : Exception(message);
