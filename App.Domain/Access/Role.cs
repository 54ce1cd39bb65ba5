namespace CrmLive.Access;

/// <summary>A named set of grants of one tenant; starts as one of the built-in definitions and can be changed.</summary>
public sealed class Role : Entity, IRecord
{
    private readonly List<RoleGrant> _grants = [];

    private Role()
    {
    }

    public Role(long id, RoleDefinition definition)
        : base(id)
    {
        Key = definition.Key;
        Label = definition.Label;
        Description = definition.Description;
        HiddenFields = definition.HiddenFields.Order(StringComparer.Ordinal).ToList();
    }

    public RecordKind Kind => RecordKind.Role;

    public string Key { get; private set; } = "";

    public string Label { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Fields as <c>entity.field</c>.</summary>
    public List<string> HiddenFields { get; private set; } = [];

    public IReadOnlyList<RoleGrant> Grants => _grants;

    public void Grant(long id, Permission permission, Reach reach)
    {
        if (!Catalogue.Actions.TryGetValue(permission.Entity, out var actions) || !actions.Contains(permission.Action))
        {
            throw new RuleBroken("role.unknown_permission", $"There is no permission {permission}.");
        }

        if (Key == "admin" && reach != Reach.All)
        {
            throw new RuleBroken("role.admin_is_whole", "The administrator role keeps every permission, so that nobody can lock everybody out.");
        }

        _grants.RemoveAll(grant => grant.Permission == permission);
        if (reach != Reach.None)
        {
            _grants.Add(new RoleGrant(id, Id, permission, reach));
        }
    }

    public void Hide(IEnumerable<string> fields)
    {
        var wanted = fields.Distinct().Order(StringComparer.Ordinal).ToList();
        var unknown = wanted.Except(Catalogue.HideableFields).FirstOrDefault();
        HiddenFields = unknown is null
            ? wanted
            : throw new RuleBroken("role.unknown_field", $"{unknown} is not a field that can be hidden.");
    }

    public RoleDefinition Definition() => new(
        Key, Label, Description, _grants.ToDictionary(grant => grant.Permission, grant => grant.Reach), HiddenFields.ToHashSet());
}

/// <summary>One permission of a role.</summary>
public sealed class RoleGrant : Entity
{
    private RoleGrant()
    {
    }

    internal RoleGrant(long id, long roleId, Permission permission, Reach reach)
        : base(id) => (RoleId, EntityName, Action, Reach) = (roleId, permission.Entity, permission.Action, reach);

    public long RoleId { get; private set; }

    public string EntityName { get; private set; } = "";

    public string Action { get; private set; } = "";

    public Reach Reach { get; private set; }

    public Permission Permission => new(EntityName, Action);
}

/// <summary>One role of one person.</summary>
public sealed class UserRole : Entity
{
    private UserRole()
    {
    }

    public UserRole(long id, long userId, long roleId)
        : base(id) => (UserId, RoleId) = (userId, roleId);

    public long UserId { get; private set; }

    public long RoleId { get; private set; }
}
