namespace CrmLive.Pipeline;

/// <summary>What a person said about a move that needed to be talked about.</summary>
public sealed record MoveAnswer(string? Reason = null, MoveFields? Fields = null);
