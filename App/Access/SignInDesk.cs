using System.Security.Claims;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>Starts and ends sessions. Looks for evaluation accounts across tenants, because before sign-in nobody has one.</summary>
public sealed class SignInDesk(Dispatcher door, CrmDbFactory databases, TenantDirectory tenants, IOptions<EntraOptions> directory, EvaluationMode mode)
{
    private const string Worker = "Sign-in";

    /// <summary>The identity provider; null where none is configured.</summary>
    public EntraOptions? Directory => directory.Value.IsConfigured ? directory.Value : null;

    /// <summary>Evaluation accounts exist only where there is nothing real to protect.</summary>
    public bool OffersEvaluation => mode.IsOn;

    /// <summary>Why nobody is offered an evaluation account, where one would expect it.</summary>
    public string? WhyNoEvaluation => mode.Refusal;

    public async Task<IReadOnlyList<EvaluationTenant>> Accounts(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("sign-in");
        var accounts = await db.Users
            .Where(user => user.IsEvaluation && user.IsActive)
            .Join(db.Tenants.Where(tenant => tenant.IsActive), user => user.TenantId, tenant => tenant.Id, (user, tenant) => new { user, tenant })
            .OrderBy(account => account.tenant.Slug).ThenBy(account => account.user.Id)
            .Take(60)
            .Select(account => new
            {
                Tenant = account.tenant.Id,
                TenantName = account.tenant.Name,
                account.user.Id,
                account.user.Name,
                Roles = db.UserRoles
                    .Where(link => link.TenantId == account.user.TenantId && link.UserId == account.user.Id)
                    .Join(db.Roles, link => new { link.TenantId, Id = link.RoleId }, role => new { role.TenantId, role.Id }, (_, role) => new { role.Label, role.Description })
                    .OrderBy(role => role.Label)
                    .Take(5)
                    .ToList(),
            })
            .AsNoTracking()
            .ToListAsync(ct);
        return [.. accounts.GroupBy(account => (account.Tenant, account.TenantName)).Select(group => new EvaluationTenant(
            group.Key.Tenant,
            group.Key.TenantName,
            [.. group.Select(a => new EvaluationAccount(a.Id, a.Name, string.Join(", ", a.Roles.Select(r => r.Label)), string.Join(" ", a.Roles.Select(r => r.Description))))]))];
    }

    /// <exception cref="RuleBroken">The account is not for evaluation, or not active.</exception>
    public async Task<ClaimsPrincipal> SignInForEvaluation(long tenantId, long userId, HttpContext http)
    {
        var started = await door.Send(Software(tenantId, http), new StartSession(userId, SignInMethod.Evaluation, Device(http)), http.RequestAborted);
        return Person(tenantId, started);
    }

    /// <exception cref="DirectoryFailed">The person cannot come in; the code says why.</exception>
    public async Task<ClaimsPrincipal> SignInFromDirectory(DirectoryPerson person, HttpContext http)
    {
        var slug = directory.Value.TenantMap.GetValueOrDefault(person.Tenant) ?? throw new DirectoryFailed("unknown_directory", "The person's directory is not mapped to a tenant.");
        var tenant = await tenants.Find(slug, http.RequestAborted);
        if (tenant is not { IsActive: true })
        {
            throw new DirectoryFailed("misconfigured", $"SignIn:Entra:TenantMap names the tenant '{slug}', which does not exist or is not active.");
        }

        var roles = directory.Value.RolesFor(person.Roles);
        if (roles.Count == 0)
        {
            throw new DirectoryFailed(person.HasMoreGroups ? "too_many_groups" : "no_role", "The directory gives the person no role that is mapped.");
        }

        var request = new SignInFromDirectory(person.Tenant, person.User, person.Name, person.Email, roles, directory.Value.CreateUsers, Device(http));
        return Person(tenant.Id, await Send(Software(tenant.Id, http), request, http.RequestAborted));
    }

    private async Task<StartedSession> Send(Caller caller, SignInFromDirectory request, CancellationToken ct)
    {
        try
        {
            return await door.Send(caller, request, ct);
        }
        catch (RuleBroken rule)
        {
            throw new DirectoryFailed(rule.Code, $"Signing in was refused: {rule.Code}.");
        }
        catch (InvalidInput)
        {
            throw new DirectoryFailed("misconfigured", "SignIn:Entra:RoleMap or DefaultRole names a role that the tenant does not have.");
        }
    }

    private static ClaimsPrincipal Person(long tenantId, StartedSession started) =>
        new(SignedIn.Identity(tenantId, started.UserId, started.SessionId, started.Name, CookieAuthenticationDefaults.AuthenticationScheme));

    private static Caller Software(long tenantId, HttpContext http) =>
        Caller.Software(tenantId, Worker) with { Origin = new Origin("page", http.Connection.RemoteIpAddress?.ToString()) };

    private static string? Device(HttpContext http) => http.Request.Headers.UserAgent;
}

public sealed record EvaluationTenant(long TenantId, string Name, IReadOnlyList<EvaluationAccount> Accounts);

public sealed record EvaluationAccount(long UserId, string Name, string Role, string RoleDescription);
