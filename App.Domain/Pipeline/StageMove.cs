namespace CrmLive.Pipeline;

/// <summary>The circumstances of a move: who, when and why.</summary>
/// <param name="ChangeId">Number of the transition that is written.</param>
/// <param name="ActorId">The user, or null when software moved the deal.</param>
/// <param name="AccountId">The account that the deal gets on the way, for stages that need one.</param>
public sealed record StageMove(long ChangeId, long? ActorId, DateTimeOffset At, string? Reason = null, long? AccountId = null);
