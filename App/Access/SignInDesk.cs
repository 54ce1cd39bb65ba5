using System.Security.Claims;
using CrmLive.Data;
using CrmLive.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Starts sessions. Works across tenants, because before sign-in nobody has one.</summary>
public sealed class SignInDesk(CrmDbFactory databases, IdGenerator ids, TimeProvider clock, Home home)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Evaluation accounts exist only where there is nothing real to protect.</summary>
    public bool OffersEvaluation => home.IsEvaluation;

    public static async Task<IResult> EvaluationForm([FromForm] long tenant, [FromForm] long user, [FromForm] string? to, SignInDesk desk, HttpContext http)
    {
        if (!desk.OffersEvaluation || await desk.Start(tenant, user, http) is not { } person)
        {
            return Results.NotFound();
        }

        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, person);
        return Results.LocalRedirect(to is ['/', not '/', ..] or "/" ? to : "/");
    }

    public async Task<IReadOnlyList<EvaluationAccount>> Accounts(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("sign-in");
        return await (
            from user in db.Users
            join tenant in db.Tenants on user.TenantId equals tenant.Id
            where user.IsEvaluation && user.IsActive && tenant.IsActive
            orderby tenant.Slug, user.Id
            select new EvaluationAccount(tenant.Id, tenant.Name, user.Id, user.Name, db.UserRoles
                .Where(link => link.TenantId == user.TenantId && link.UserId == user.Id)
                .Join(db.Roles, link => new { link.TenantId, Id = link.RoleId }, role => new { role.TenantId, role.Id }, (_, role) => role.Label)
                .First()))
            .Take(50)
            .ToListAsync(ct);
    }

    private async Task<ClaimsPrincipal?> Start(long tenantId, long userId, HttpContext http)
    {
        await using var db = databases.Create(Work.Of(tenantId, "sign-in"));
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId && u.IsActive && u.IsEvaluation) is not { } user)
        {
            return null;
        }

        var session = new Session(await ids.Next(http.RequestAborted), user.Id, clock.GetUtcNow(), Lifetime, http.Request.Headers.UserAgent, "evaluation");
        db.Sessions.Add(session);
        await db.SaveChangesAsync(http.RequestAborted);
        return new ClaimsPrincipal(SignedIn.Identity(tenantId, user.Id, session.Id, user.Name, CookieAuthenticationDefaults.AuthenticationScheme));
    }
}

public sealed record EvaluationAccount(long TenantId, string Tenant, long UserId, string Name, string Role);
