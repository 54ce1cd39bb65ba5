namespace CrmLive.Access;

/// <param name="Added">Keys of roles.</param>
/// <param name="Removed">Keys of roles.</param>
public sealed record UserRolesChanged(long UserId, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
    : DomainEvent("user.roles_changed.v1", RecordKind.User, UserId);

/// <param name="Added">Ids of teams.</param>
/// <param name="Removed">Ids of teams.</param>
public sealed record UserTeamsChanged(long UserId, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
    : DomainEvent("user.teams_changed.v1", RecordKind.User, UserId);

public sealed record UserDeactivated(long UserId) : DomainEvent("user.deactivated.v1", RecordKind.User, UserId);

public sealed record UserActivated(long UserId) : DomainEvent("user.activated.v1", RecordKind.User, UserId);
