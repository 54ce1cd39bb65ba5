using System.Globalization;
using System.Security.Claims;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Access;

/// <summary>What the sign-in cookie says, and no more: tenant, user, session. Roles are not in it, so they can change at once.</summary>
public static class SignedIn
{
    public const string Tenant = "crm:tenant";
    public const string User = "crm:user";
    public const string Session = "crm:session";

    public static ClaimsIdentity Identity(long tenantId, long userId, long sessionId, string name, string scheme) => new(
        [
            new Claim(Tenant, Text(tenantId)),
            new Claim(User, Text(userId)),
            new Claim(Session, Text(sessionId)),
            new Claim(ClaimTypes.Name, name),
        ],
        scheme);

    /// <summary>Null when nobody is signed in.</summary>
    public static Caller? Caller(ClaimsPrincipal? person, Origin? origin = null) =>
        Number(person, Tenant) is { } tenant && Number(person, User) is { } user && Number(person, Session) is { } session
            ? new Caller(tenant, user, session, origin ?? new Origin("page"))
            : null;

    private static long? Number(ClaimsPrincipal? person, string claim) =>
        long.TryParse(person?.FindFirst(claim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
