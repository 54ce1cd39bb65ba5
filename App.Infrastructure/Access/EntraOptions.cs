using CrmLive.Operations;

namespace CrmLive.Access;

/// <summary>Section <c>SignIn:Entra</c>: the identity provider that people sign in with. Without a client id there is none.</summary>
public sealed class EntraOptions
{
    public const string Section = "SignIn:Entra";

    /// <summary>For example <c>https://login.microsoftonline.com/&lt;directory tenant&gt;/v2.0</c>; <c>common</c> and <c>organizations</c> work too.</summary>
    public string Authority { get; set; } = "https://login.microsoftonline.com/organizations/v2.0";

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>What the button says people sign in with.</summary>
    public string Label { get; set; } = "Microsoft";

    /// <summary>Directory tenant (tid) to the short name of the tenant here. People of other directories are refused.</summary>
    public Dictionary<string, string> TenantMap { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>App role or group of the directory to the key of a role here.</summary>
    public Dictionary<string, string> RoleMap { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Role of people to whom the directory gives none that is mapped; empty refuses them.</summary>
    public string? DefaultRole { get; set; }

    /// <summary>Lets people of a mapped directory in at their first sign-in; otherwise an administrator adds and links them before.</summary>
    public bool CreateUsers { get; set; } = true;

    /// <summary>Signing out here signs out at the identity provider too.</summary>
    public bool EndDirectorySession { get; set; }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(ClientId);

    public string Origin => new Uri(Authority).GetLeftPart(UriPartial.Authority);

    /// <exception cref="StartRefused">The section cannot work; says what to mend.</exception>
    public EntraOptions Check()
    {
        if (!IsConfigured)
        {
            return this;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback))
        {
            throw new StartRefused($"{Section}:Authority has to be an https address, such as https://login.microsoftonline.com/<tenant>/v2.0.");
        }

        return TenantMap.Count > 0
            ? this
            : throw new StartRefused($"{Section}:TenantMap is empty. Name at least one directory tenant, for example {Section}:TenantMap:<tid>=acme.");
    }

    /// <summary>Keys of our roles for what the directory says, in no particular order.</summary>
    public IReadOnlyList<string> RolesFor(IEnumerable<string> directoryRoles)
    {
        var mapped = directoryRoles.Where(RoleMap.ContainsKey).Select(role => RoleMap[role]).Distinct().ToList();
        return mapped.Count > 0 || string.IsNullOrWhiteSpace(DefaultRole) ? mapped : [DefaultRole];
    }
}
