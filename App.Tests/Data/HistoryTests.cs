using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

public sealed class HistoryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TestTenant Acme = TestTenant.Acme;

    [Fact]
    public async Task Shows_every_state_at_its_time()
    {
        var id = await database.NextId();
        var before = database.Clock.Now;
        var made = database.Clock.Advance(TimeSpan.FromHours(1));
        await Save(db => db.Accounts.Add(new Account(id, new AccountFields("First"), null, null)));
        var renamed = database.Clock.Advance(TimeSpan.FromHours(1));
        await Change(id, account => account.Edit(new AccountFields("Second")));
        var deleted = database.Clock.Advance(TimeSpan.FromHours(1));
        await Change(id, account => account.Delete(deleted));
        var restored = database.Clock.Advance(TimeSpan.FromHours(1));
        await Change(id, account => account.Restore());
        database.Clock.Advance(TimeSpan.FromHours(1));

        (await NameAt(id, before)).ShouldBeNull();
        (await NameAt(id, made)).ShouldBe("First");
        (await NameAt(id, renamed.AddTicks(-10))).ShouldBe("First");
        (await NameAt(id, renamed)).ShouldBe("Second");
        (await NameAt(id, deleted)).ShouldBeNull();
        (await NameAt(id, restored)).ShouldBe("Second");
    }

    [Fact]
    public async Task Remembers_a_row_that_is_gone_for_good()
    {
        var id = await database.NextId();
        var made = database.Clock.Advance(TimeSpan.FromHours(1));
        await Save(db => db.Teams.Add(new Team(id, "Passing")));
        var gone = database.Clock.Advance(TimeSpan.FromHours(1));
        await Save(db => db.Teams.Remove(db.Teams.Local.Single()), id);

        await using var db = database.In(Acme);
        (await database.Provider.AsOf<Team>(db, made).AnyAsync(team => team.Id == id)).ShouldBeTrue();
        (await database.Provider.AsOf<Team>(db, gone).AnyAsync(team => team.Id == id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_the_past_behind_the_tenant_filter_and_the_rights_of_today()
    {
        var id = await database.NextId();
        await Save(db => db.Contacts.Add(new Contact(id, new ContactFields(null, "Ours"), Acme.Bo.UserId, TestTenant.South)));
        await using var globex = database.In(TestTenant.Globex);
        await using var nobody = database.As(new Actor(Acme.Id, 9, "Nobody", [], []));

        (await database.Provider.AsOf<Contact>(globex, database.Clock.Now).IgnoreQueryFilters().AnyAsync(contact => contact.Id == id)).ShouldBeFalse();
        (await database.Provider.AsOf<Contact>(nobody, database.Clock.Now).AnyAsync(contact => contact.Id == id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Counts_and_dates_a_bulk_change_that_did_not_do_so_itself()
    {
        var id = await database.NextId();
        await Save(db => db.Accounts.Add(new Account(id, new AccountFields("Bulk"), null, null)));

        (await database.RunAs(Acme, $"update accounts set industry = 'Toys' where id = {id}")).ShouldBe(1);

        (await database.Ask<long>($"select version from accounts where id = {id}")).ShouldBe(2);
        (await database.Ask<long>($"select count(*) from accounts_history where id = {id} and industry is null")).ShouldBe(1);
    }

    [Fact]
    public async Task Writes_no_history_where_nothing_changed()
    {
        var id = await database.NextId();
        await Save(db => db.Accounts.Add(new Account(id, new AccountFields("Same"), null, null)));

        await database.RunAs(Acme, $"update accounts set name = name where id = {id}");

        (await database.Ask<long>($"select count(*) from accounts_history where id = {id}")).ShouldBe(0);
    }

    private async Task Save(Action<CrmDb> change, long? team = null)
    {
        await using var db = database.In(Acme);
        if (team is not null)
        {
            await db.Teams.Where(row => row.Id == team).LoadAsync();
        }

        change(db);
        await db.SaveChangesAsync();
    }

    private async Task Change(long id, Action<Account> change)
    {
        await using var db = database.In(Acme);
        change(await db.Accounts.IgnoreQueryFilters([Filters.Deleted]).SingleAsync(account => account.Id == id));
        await db.SaveChangesAsync();
    }

    private async Task<string?> NameAt(long id, DateTimeOffset instant)
    {
        await using var db = database.In(Acme);
        return await database.Provider.AsOf<Account>(db, instant).Where(account => account.Id == id).Select(account => account.Name).SingleOrDefaultAsync();
    }
}
