namespace CrmLive.Access;

/// <summary>What a role grants or hides has changed.</summary>
/// <param name="Grants">Changed grants, such as <c>opportunity.update: own -> team</c>.</param>
public sealed record RoleRedefined(long RoleId, IReadOnlyList<string> Grants, IReadOnlyList<string> Hidden, IReadOnlyList<string> Shown)
    : DomainEvent("role.redefined.v1", RecordKind.Role, RoleId)
{
    internal bool IsEmpty => Grants.Count + Hidden.Count + Shown.Count == 0;

    internal static RoleRedefined Between(long roleId, RoleDefinition before, RoleDefinition after) => new(
        roleId,
        [.. Catalogue.Permissions
            .Select(permission => (permission, was: before.ReachOf(permission), now: after.ReachOf(permission)))
            .Where(grant => grant.was != grant.now)
            .Select(grant => $"{grant.permission}: {grant.was.Word()} -> {grant.now.Word()}")],
        [.. after.HiddenFields.Except(before.HiddenFields).Order(StringComparer.Ordinal)],
        [.. before.HiddenFields.Except(after.HiddenFields).Order(StringComparer.Ordinal)]);
}

/// <summary>Somebody has lost the administrator role.</summary>
public sealed record RoleReleased(long RoleId, long UserId) : DomainEvent("role.released.v1", RecordKind.Role, RoleId);
