using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>Makes a unit of work. The only way to a <see cref="CrmDb"/>.</summary>
public sealed class CrmDbFactory(DatabaseProvider provider)
{
    /// <summary>For one actor in one tenant; the database shows and takes rows of that tenant only.</summary>
    public CrmDb Create(Work work)
    {
        var db = provider.CreateContext(work, isSystemWide: false);
        db.Database.SetCommandTimeout(IsWaitedFor(work) ? provider.Patience : null);
        return db;
    }

    /// <summary>
    /// Across tenants, under the database role <c>crm_system</c>: relay, audit worker, sign-in directory, tenant set-up.
    /// Each use is listed in the architecture test.
    /// </summary>
    public CrmDb CreateSystemWide(string worker) => provider.CreateContext(Work.Of(0, worker), isSystemWide: true);

    private static bool IsWaitedFor(Work work) => work is { Actor.UserId: not null, Origin.Channel: "page" or "rest" or "hub" };
}
