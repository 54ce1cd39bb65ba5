using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Reads and makes tenants. Works across tenants: before sign-in nobody has one.</summary>
public sealed class TenantDirectory(CrmDbFactory databases, IdGenerator ids, TimeProvider clock, Dispatcher door)
{
    public async Task<Tenant?> Find(string slug, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("tenant-directory");
        return await db.Tenants.AsNoTracking().SingleOrDefaultAsync(tenant => tenant.Slug == slug, ct);
    }

    public async Task<IReadOnlyList<Tenant>> All(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("tenant-directory");
        return await db.Tenants.AsNoTracking().Where(tenant => tenant.IsActive).OrderBy(tenant => tenant.Slug).ToListAsync(ct);
    }

    /// <summary>Makes the tenant, or returns the one that has the short name already.</summary>
    public async Task<Tenant> Ensure(string slug, string name, CancellationToken ct)
    {
        if (await Find(slug, ct) is { } known)
        {
            return known;
        }

        await using var db = databases.CreateSystemWide("tenant-directory");
        var tenant = new Tenant(await ids.Next(ct), slug, name, clock.GetUtcNow());
        db.Tenants.Add(tenant);
        await db.SaveChangesAsync(ct);

        // As it is stored: the database keeps microseconds, and who goes on after a crash has to see the same instant.
        return (await Find(slug, ct))!;
    }

    /// <summary>Closes a tenant: nobody signs in any more, and who is signed in is signed out at once. Its data stay.</summary>
    public async Task Deactivate(string slug, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("tenant-directory");
        var tenant = await db.Tenants.SingleOrDefaultAsync(t => t.Slug == slug, ct) ?? throw new NotFound($"The tenant {slug}");
        tenant.Deactivate();
        await db.SaveChangesAsync(ct);
        await door.Send(Caller.Software(tenant.Id, "Tenants"), new EndAllSessions("The tenant was closed."), ct);
    }

    /// <summary>Opens a closed tenant again.</summary>
    public async Task Activate(string slug, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("tenant-directory");
        var tenant = await db.Tenants.SingleOrDefaultAsync(t => t.Slug == slug, ct) ?? throw new NotFound($"The tenant {slug}");
        tenant.Activate();
        await db.SaveChangesAsync(ct);
    }
}
