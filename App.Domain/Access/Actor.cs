using System.Collections.Frozen;

namespace CrmLive.Access;

/// <summary>Who acts, with all that the policy needs to know about them. A snapshot: it is rebuilt when roles or teams change.</summary>
public sealed class Actor
{
    // The name of the person and the key have room for 100 characters where they are stored.
    private const int LongestName = 70;

    private readonly FrozenDictionary<Permission, Reach> _grants;
    private readonly IReadOnlySet<Permission>? _scopes;

    public Actor(long tenantId, long? userId, string name, IReadOnlyList<RoleDefinition> roles, IEnumerable<long> teamIds)
    {
        TenantId = tenantId;
        UserId = userId;
        Name = name;
        Roles = roles;
        TeamIds = teamIds.ToFrozenSet();
        _grants = roles
            .SelectMany(role => role.Grants)
            .GroupBy(grant => grant.Key, grant => grant.Value)
            .ToFrozenDictionary(grants => grants.Key, grants => grants.Max());
        HiddenFields = Hidden(roles);
    }

    private Actor(long tenantId, string name)
        : this(tenantId, null, name, [RoleDefinition.Named(Role.AdminKey)!], []) => IsSystem = true;

    private Actor(Actor person, string key, IReadOnlySet<Permission> scopes)
    {
        (TenantId, UserId, Roles, TeamIds, HiddenFields) = (person.TenantId, person.UserId, person.Roles, person.TeamIds, person.HiddenFields);
        Name = $"{(person.Name.Length <= LongestName ? person.Name : person.Name[..LongestName])} via {key}";
        _grants = person._grants;
        _scopes = scopes;
    }

    public long TenantId { get; }

    /// <summary>Null when the software itself acts.</summary>
    public long? UserId { get; }

    public string Name { get; }

    public bool IsSystem { get; }

    public IReadOnlyList<RoleDefinition> Roles { get; }

    public FrozenSet<long> TeamIds { get; }

    /// <summary>Fields as <c>entity.field</c> that this actor must not see or set.</summary>
    public FrozenSet<string> HiddenFields { get; }

    /// <summary>A field of a record, or of a part of one, tells something that no role of this actor shows.</summary>
    public bool Hides(string kind, string field) => HiddenFields.Count > 0 && Catalogue.HideableFieldsOf(kind, field).Any(HiddenFields.Contains);

    /// <summary>The software acting for a tenant: a worker, an import, a consumer of events.</summary>
    public static Actor System(long tenantId, string name) => new(tenantId, name);

    public Reach ReachOf(Permission permission) => IsWithin(permission) ? _grants.GetValueOrDefault(permission, Reach.None) : Reach.None;

    /// <summary>False for what the roles may grant, but not the API key through which the person acts.</summary>
    public bool IsWithin(Permission permission) => _scopes?.Contains(permission) != false;

    /// <summary>The same person through an API key, which narrows what their roles grant.</summary>
    /// <param name="key">The key's identifier; it stands beside the person's name in history and audit.</param>
    public Actor Through(string key, IReadOnlySet<Permission> scopes) => new(this, key, scopes);

    /// <summary>Whether the two may do and see the same, so that an open page need not be loaded again.</summary>
    public bool HasSameAccessAs(Actor other) =>
        TeamIds.SetEquals(other.TeamIds)
        && HiddenFields.SetEquals(other.HiddenFields)
        && Catalogue.Permissions.All(permission => ReachOf(permission) == other.ReachOf(permission));

    /// <summary>
    /// Equal for people who see the same records and fields. Where records of one of these kinds are shown because they are the person's own or their teams',
    /// nobody else has the same.
    /// </summary>
    /// <param name="entities">What is read; see <see cref="Catalogue"/>.</param>
    public string Audience(params IReadOnlyList<string> entities)
    {
        List<Reach> reaches = [.. entities.Select(entity => ReachOf(new Permission(entity, Permission.Read)))];
        var sees = $"{string.Join(',', reaches)} without {string.Join(',', HiddenFields.Order(StringComparer.Ordinal))}";
        return reaches.TrueForAll(reach => reach is Reach.All or Reach.None) ? sees : $"{sees} as {UserId} of {string.Join(',', TeamIds.Order())}";
    }

    /// <summary>The same person, if one of their roles were defined like this.</summary>
    public Actor With(RoleDefinition changed) => new(
        TenantId, UserId, Name, [.. Roles.Select(role => role.Key == changed.Key ? changed : role)], TeamIds);

    public bool May(string permission) => ReachOf(Permission.Parse(permission)) != Reach.None;

    // Several roles merge to the most permissive: a field stays hidden only when every role that may read the entity hides it.
    private static FrozenSet<string> Hidden(IReadOnlyList<RoleDefinition> roles) => roles
        .SelectMany(role => role.HiddenFields)
        .Distinct()
        .Where(field => roles
            .Where(role => role.Grants.ContainsKey(new Permission(field[..field.IndexOf('.', StringComparison.Ordinal)], Permission.Read)))
            .All(role => role.HiddenFields.Contains(field)))
        .ToFrozenSet();
}
