using System.Collections.Frozen;

namespace CrmLive.Pipeline;

/// <summary>The circumstances of a move: who, when and why.</summary>
/// <param name="ChangeId">Number of the transition that is written.</param>
/// <param name="ActorId">The user, or null when software moved the deal.</param>
/// <param name="Fields">Values that the deal gets on the way.</param>
public sealed record StageMove(long ChangeId, long? ActorId, DateTimeOffset At, string? Reason = null, MoveFields? Fields = null)
{
    /// <summary>The day of the mover.</summary>
    public DateOnly Today { get; init; } = Days.Of(At, TimeZoneInfo.Utc);

    /// <summary>The mover may make exceptions, and so may close deals of others.</summary>
    public bool IsManager { get; init; }

    /// <summary>Nobody is there to give reasons: the move is history that comes from elsewhere.</summary>
    public bool IsPast { get; init; }

    /// <summary>Codes of rules that somebody has made an exception from.</summary>
    public IReadOnlySet<string> Waived { get; init; } = FrozenSet<string>.Empty;

    /// <summary>How the mover writes the numbers that a rule says.</summary>
    public PersonalFormat Format { get; init; } = PersonalFormat.Default;

    /// <summary>Who has made the exception.</summary>
    public long? ApprovedById { get; init; }

    /// <summary>Fields that the mover does not see, and so learns nothing about.</summary>
    public IReadOnlySet<string> HiddenFields { get; init; } = FrozenSet<string>.Empty;
}
