namespace CrmLive.Access;

/// <summary>What a role allows: a reach per permission, and fields that it hides.</summary>
public sealed record RoleDefinition(
    string Key,
    string Label,
    string Description,
    IReadOnlyDictionary<Permission, Reach> Grants,
    IReadOnlySet<string> HiddenFields)
{
    /// <summary>The six roles that every tenant starts with.</summary>
    public static IReadOnlyList<RoleDefinition> BuiltIn { get; } =
    [
        Define("admin", "Administrator", "Everything, users and roles included.", _ => Reach.All),
        Define("manager", "Sales manager", "All records of the sales side; sees who may do what.", permission => permission switch
        {
            { Entity: "user" or "team" or "role" or "event" or "operations", Action: not Permission.Read } => Reach.None,
            { Entity: "api_key" or "event" or "operations" } => Reach.None,
            _ => Reach.All,
        }),
        Define("rep", "Sales rep", "Sees the team's records, changes their own.", permission => permission switch
        {
            { Entity: "account" or "contact", Action: Permission.Read or Permission.Create } => Reach.All,
            { Entity: "account" or "contact", Action: Permission.Update } => Reach.Team,
            { Entity: "account" or "contact" } => Reach.Own,
            { Entity: "opportunity" or "lead", Action: Permission.Create } => Reach.All,
            { Entity: "opportunity" or "lead", Action: Permission.Read } => Reach.Team,
            { Entity: "opportunity" or "lead" } => Reach.Own,
            _ => Everyone(permission),
        }),
        Define("agent", "Support agent", "Works with accounts and contacts; sees that a deal exists, not its money.", permission => permission switch
        {
            { Entity: "account", Action: Permission.Read } => Reach.All,
            { Entity: "contact", Action: not Permission.Delete } => Reach.All,
            { Entity: "opportunity", Action: Permission.Read } => Reach.All,
            _ => Everyone(permission),
        }, "account.annual_revenue", "opportunity.amount", "opportunity.probability", "opportunity.next_step", "opportunity.lost_reason"),
        Define("steward", "Data steward", "Keeps accounts, contacts, leads and products clean; imports.", permission => permission switch
        {
            { Entity: "account" or "contact" or "lead" or "product" or "import" } => Reach.All,
            { Entity: "opportunity", Action: Permission.Read } => Reach.All,
            _ => Everyone(permission),
        }),
        Define("viewer", "Viewer", "Reads, changes nothing.", permission => permission switch
        {
            { Entity: "account" or "contact" or "lead" or "product" or "opportunity", Action: Permission.Read } => Reach.All,
            _ => Everyone(permission),
        }, "contact.email", "contact.phone", "lead.email", "lead.phone"),
    ];

    public Reach ReachOf(Permission permission) => Grants.GetValueOrDefault(permission, Reach.None);

    public static RoleDefinition? Named(string key) => BuiltIn.FirstOrDefault(role => role.Key == key);

    // What is needed to work at all: the teams, the stages, the price list. Names of colleagues need no permission; their addresses and roles do.
    private static Reach Everyone(Permission permission) => permission switch
    {
        { Entity: "team" or "pipeline" or "product", Action: Permission.Read } => Reach.All,
        _ => Reach.None,
    };

    private static RoleDefinition Define(string key, string label, string description, Func<Permission, Reach> reach, params string[] hidden)
    {
        var grants = Catalogue.Permissions
            .Select(permission => (permission, reach: reach(permission)))
            .Where(grant => grant.reach != Reach.None)
            .ToDictionary(grant => grant.permission, grant => grant.reach);
        return new RoleDefinition(key, label, description, grants, hidden.ToHashSet());
    }
}
