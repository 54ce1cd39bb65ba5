namespace CrmLive.Operations;

/// <summary>The program cannot start, and the message says why and what to do.</summary>
public sealed class StartRefused(string message, Exception? cause = null) : InvalidOperationException(message, cause);
