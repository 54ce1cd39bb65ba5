namespace CrmLive.Access;

/// <summary>Grants as they travel: the permission by its name.</summary>
internal static class Grants
{
    private static readonly Dictionary<string, Permission> Known = Catalogue.Permissions.ToDictionary(permission => permission.ToString());

    public static bool IsKnown(string permission) => Known.ContainsKey(permission);

    /// <summary>Only grants that grant something. Every name must be known.</summary>
    public static Dictionary<Permission, Reach> Parse(IReadOnlyDictionary<string, Reach> grants) =>
        grants.Where(grant => grant.Value != Reach.None).ToDictionary(grant => Known[grant.Key], grant => grant.Value);

    public static Dictionary<string, Reach> Write(IReadOnlyDictionary<Permission, Reach> grants) =>
        grants.ToDictionary(grant => grant.Key.ToString(), grant => grant.Value);
}
