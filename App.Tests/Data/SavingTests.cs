using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

public sealed class SavingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TestTenant Acme = TestTenant.Acme;

    [Fact]
    public async Task Stamps_the_tenant()
    {
        var id = await Add("Initech");

        await using var db = database.In(Acme);
        (await db.Accounts.SingleAsync(account => account.Id == id)).TenantId.ShouldBe(Acme.Id);
    }

    [Fact]
    public async Task Stamps_the_tenant_of_a_row_that_names_one_which_is_not_loaded()
    {
        var account = await Add("Initrode");
        var id = await database.NextId();
        await using (var db = database.In(Acme))
        {
            db.Contacts.Add(new Contact(id, new ContactFields("Ann", "Lee", AccountId: account), Acme.Ada.UserId, TestTenant.North));
            await db.SaveChangesAsync();
        }

        (await database.Ask<long>($"select tenant_id from contacts where id = {id}")).ShouldBe(Acme.Id);
    }

    [Fact]
    public async Task Asks_work_across_tenants_whose_row_it_is()
    {
        await using var db = database.Factory.CreateSystemWide("test");

        Should.Throw<InvalidOperationException>(() => db.Accounts.Add(new Account(1, new AccountFields("Whose"), null, null)));
    }

    [Fact]
    public async Task Refuses_a_row_of_another_tenant()
    {
        await using var db = database.In(Acme);
        db.IdempotencyRecords.Add(new IdempotencyRecord
        {
            TenantId = TestTenant.Globex.Id,
            Key = "k",
            Request = "Test",
            Fingerprint = "f",
            At = database.Clock.Now,
        });

        await Should.ThrowAsync<TenantBreach>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task Counts_versions_and_dates_each()
    {
        var id = await Add("Hooli");
        var later = database.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = database.In(Acme))
        {
            (await db.Accounts.SingleAsync(account => account.Id == id)).Edit(new AccountFields("Hooli XYZ"));
            await db.SaveChangesAsync();
        }

        await using var again = database.In(Acme);
        var account = await again.Accounts.SingleAsync(account => account.Id == id);
        account.Version.ShouldBe(2);
        account.ChangedAt.ShouldBe(later);
    }

    [Fact]
    public async Task Refuses_a_stale_version()
    {
        var id = await Add("Globo");
        await using var slow = database.In(Acme);
        var seen = await slow.Accounts.SingleAsync(account => account.Id == id);
        await using (var fast = database.In(Acme))
        {
            (await fast.Accounts.SingleAsync(account => account.Id == id)).Edit(new AccountFields("Globo One"));
            await fast.SaveChangesAsync();
        }

        seen.Edit(new AccountFields("Globo Two"));

        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
        (await database.Ask<string>($"select name from accounts where tenant_id = {Acme.Id} and id = {id}")).ShouldBe("Globo One");
    }

    [Fact]
    public async Task Deletes_a_part_that_left_its_whole()
    {
        var id = await database.NextId();
        await using (var db = database.In(Acme))
        {
            var role = new Role(id, RoleDefinition.Named("viewer")!);
            role.Grant(await database.NextId(), Permission.Parse("account.read"), Reach.All);
            db.Roles.Add(role);
            await db.SaveChangesAsync();
        }

        await using (var db = database.In(Acme))
        {
            var role = await db.Roles.Include(role => role.Grants).SingleAsync(role => role.Id == id);
            role.Grant(await database.NextId(), Permission.Parse("account.read"), Reach.Own);
            await db.SaveChangesAsync();
        }

        await using var again = database.In(Acme);
        var grants = (await again.Roles.Include(role => role.Grants).SingleAsync(role => role.Id == id)).Grants;
        grants.ShouldHaveSingleItem().Reach.ShouldBe(Reach.Own);
    }

    private async Task<long> Add(string name)
    {
        var id = await database.NextId();
        await using var db = database.In(Acme);
        db.Accounts.Add(new Account(id, new AccountFields(name), null, null));
        await db.SaveChangesAsync();
        return id;
    }
}
