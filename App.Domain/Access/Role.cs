namespace CrmLive.Access;

/// <summary>A named set of grants of one tenant; starts as one of the built-in definitions and can be changed.</summary>
public sealed class Role : Entity, IRecord
{
    /// <summary>Key of the role that keeps every permission.</summary>
    public const string AdminKey = "admin";

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

    public bool IsAdmin => Key == AdminKey;

    public void Grant(long id, Permission permission, Reach reach)
    {
        CheckGrant(permission, reach);
        var known = _grants.Find(grant => grant.Permission == permission);
        if (reach == Reach.None)
        {
            _grants.RemoveAll(grant => grant.Permission == permission);
        }
        else if (known is null)
        {
            _grants.Add(new RoleGrant(id, Id, permission, reach));
        }
        else
        {
            known.ReachTo(reach);
        }
    }

    public void Hide(IEnumerable<string> fields)
    {
        var wanted = fields.Distinct().Order(StringComparer.Ordinal).ToList();
        if (wanted.Except(Catalogue.HideableFields).FirstOrDefault() is { } unknown)
        {
            throw new RuleBroken("role.unknown_field", $"{unknown} is not a field that can be hidden.", "hidden_fields");
        }

        if (IsAdmin && wanted.Count > 0)
        {
            throw new RuleBroken("role.admin_is_whole", "The administrator role sees every field, so that nobody can lock everybody out.", "hidden_fields");
        }

        if (!wanted.SequenceEqual(HiddenFields))
        {
            HiddenFields = wanted;
        }
    }

    /// <summary>Gives the role exactly these grants and hidden fields.</summary>
    /// <param name="ids">Fresh numbers, one for each grant.</param>
    public void Redefine(IReadOnlyDictionary<Permission, Reach> grants, IEnumerable<string> hiddenFields, IReadOnlyList<long> ids)
    {
        var before = Definition();
        var fresh = 0;
        foreach (var permission in Catalogue.Permissions)
        {
            var reach = grants.GetValueOrDefault(permission, Reach.None);
            Grant(reach == Reach.None ? 0 : ids[fresh++], permission, reach);
        }

        Hide(hiddenFields);
        var changed = RoleRedefined.Between(Id, before, Definition());
        if (!changed.IsEmpty)
        {
            Record(changed);
        }
    }

    /// <summary>Somebody stops having this role, or stops being active. The last administrator cannot.</summary>
    /// <param name="others">How many other active people have the role.</param>
    public void Release(User user, int others)
    {
        if (!IsAdmin)
        {
            return;
        }

        if (others == 0)
        {
            throw new RuleBroken("access.last_admin", $"{user.Name} is the last active administrator. Make somebody else an administrator first.", "roles");
        }

        // Two administrators who demote each other at the same moment meet in the version of this row.
        Record(new RoleReleased(Id, user.Id));
    }

    public RoleDefinition Definition() => new(
        Key, Label, Description, _grants.ToDictionary(grant => grant.Permission, grant => grant.Reach), HiddenFields.ToHashSet());

    private void CheckGrant(Permission permission, Reach reach)
    {
        if (!Catalogue.Permissions.Contains(permission))
        {
            throw new RuleBroken("role.unknown_permission", $"There is no permission {permission}.", "grants");
        }

        if (reach is Reach.Own or Reach.Team && !Catalogue.Owned.Contains(permission.Entity))
        {
            throw new RuleBroken("role.all_or_nothing", $"Records of the kind {permission.Entity} have no owner: grant {permission} for all of them or not at all.", "grants");
        }

        if (IsAdmin && reach != Reach.All)
        {
            throw new RuleBroken("role.admin_is_whole", "The administrator role keeps every permission, so that nobody can lock everybody out.", "grants");
        }
    }
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

    internal void ReachTo(Reach reach) => Reach = reach;
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
