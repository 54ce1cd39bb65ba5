namespace CrmLive.LocalPostgres;

/// <summary>The local database could not be made or started; the message says why and ends with what its log says.</summary>
public sealed class PostgresFailed(string message, Exception? inner = null) : Exception(message, inner);
