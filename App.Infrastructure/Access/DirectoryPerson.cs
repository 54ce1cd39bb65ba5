using System.Security.Claims;

namespace CrmLive.Access;

/// <summary>A person as the directory describes them. Tenant and user are the key; name, address and roles may change.</summary>
/// <param name="Roles">App roles and groups.</param>
/// <param name="HasMoreGroups">The person is in more groups than fit into a token.</param>
public sealed record DirectoryPerson(string Tenant, string User, string Name, string? Email, IReadOnlyList<string> Roles, bool HasMoreGroups)
{
    /// <summary>Reads what a token says that may be believed.</summary>
    public static DirectoryPerson Of(ClaimsPrincipal token)
    {
        var (tenant, user) = (token.FindFirstValue("tid")!, token.FindFirstValue("oid")!);
        var address = token.FindFirstValue("preferred_username");
        return new DirectoryPerson(
            tenant,
            user,
            token.FindFirstValue("name") ?? address ?? user,
            token.FindFirstValue("email") ?? address,
            [.. token.FindAll("roles").Concat(token.FindAll("groups")).Select(claim => claim.Value)],
            token.HasClaim(claim => claim is { Type: "hasgroups", Value: not "false" } or { Type: "_claim_names" }));
    }
}

/// <summary>Signing in with the directory failed.</summary>
/// <param name="code">Names the page that explains it: see <c>SignInProblem</c>.</param>
/// <param name="message">For the log: no token, no name, no address in it.</param>
public sealed class DirectoryFailed(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
