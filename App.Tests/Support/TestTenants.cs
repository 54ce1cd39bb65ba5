using CrmLive.Access;
using CrmLive.Data;

namespace CrmLive.Support;

/// <summary>Adds two tenants with the same small staff under the same numbers, so that nothing but the tenant tells them apart.</summary>
internal static class TestTenants
{
    public static async Task Add(DatabaseProvider provider)
    {
        await using (var db = provider.CreateContext(Work.Of(0, "test set-up"), isSystemWide: true))
        {
            db.Tenants.Add(new Tenant(TestTenant.Acme.Id, "acme", "Acme", new TestClock().Now));
            db.Tenants.Add(new Tenant(TestTenant.Globex.Id, "globex", "Globex", new TestClock().Now));
            await db.SaveChangesAsync();
        }

        await AddStaff(provider, TestTenant.Acme);
        await AddStaff(provider, TestTenant.Globex);
    }

    private static async Task AddStaff(DatabaseProvider provider, TestTenant tenant)
    {
        await using var db = provider.CreateContext(Work.Of(tenant.Id, "test set-up"), isSystemWide: false);
        db.Teams.Add(new Team(TestTenant.North, "North"));
        db.Teams.Add(new Team(TestTenant.South, "South"));
        foreach (var person in tenant.Staff)
        {
            db.Users.Add(new User(person.UserId!.Value, person.Name, $"{person.Name.ToLowerInvariant()}@{tenant.Slug}.test", isEvaluation: true));
        }

        // Nothing records here: test databases start without events and audit entries.
        foreach (var row in db.ChangeTracker.Entries<Entity>())
        {
            row.Property(entity => entity.Version).CurrentValue = 1;
            row.Property(entity => entity.ChangedAt).CurrentValue = new TestClock().Now;
        }

        await db.SaveChangesAsync();
    }
}
