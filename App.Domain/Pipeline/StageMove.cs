namespace CrmLive.Pipeline;

/// <summary>The circumstances of a move: who, when and why.</summary>
/// <param name="ChangeId">Number of the transition that is written.</param>
/// <param name="ActorId">The user, or null when software moved the deal.</param>
public sealed record StageMove(long ChangeId, long? ActorId, DateTimeOffset At, string? Reason = null);
