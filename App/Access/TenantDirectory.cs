using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Reads and makes tenants. Works across tenants: before sign-in nobody has one.</summary>
public sealed class TenantDirectory(CrmDbFactory databases, IdGenerator ids, TimeProvider clock)
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
        return tenant;
    }
}
