namespace CrmLive.Pipeline;

/// <summary>Who changes something, and when.</summary>
/// <param name="UserId">Null when the software itself does.</param>
public sealed record Author(long? UserId, DateTimeOffset At);
