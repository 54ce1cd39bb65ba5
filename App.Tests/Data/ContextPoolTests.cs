using System.Data;
using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Data.PostgreSql;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>A context that served one person serves the next one, perhaps of another tenant. Nothing may come along.</summary>
public sealed class ContextPoolTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TestTenant Acme = TestTenant.Acme;
    private static readonly TestTenant Globex = TestTenant.Globex;

    [Fact]
    public async Task Carries_neither_tenant_nor_person_nor_rows_to_the_next()
    {
        await using var provider = new PostgreSqlProvider(new DatabaseOptions(database.Address)) { Recorders = database.Provider.Recorders };
        var first = provider.CreateContext(TestDatabase.Work(Acme.Ada, "account.read"), isSystemWide: false);
        first.Accounts.Add(new Account(await database.NextId(), new AccountFields("Never saved"), null, null));
        await first.Users.ToListAsync();
        first.Database.SetCommandTimeout(77);
        first.ChangeTracker.AutoDetectChangesEnabled = false;
        first.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        (first.HasAudited, first.DoneAt) = (true, database.Clock.Now);
        await first.DisposeAsync();

        await using var next = provider.CreateContext(Work.Of(Globex.Id, "test"), isSystemWide: false);

        next.ShouldBeSameAs(first);
        (next.TenantId, next.UserId, next.Work.Needs).ShouldBe((Globex.Id, null, null));
        next.TeamIds.ShouldBeEmpty();
        (next.HasAudited, next.DoneAt, next.Database.GetCommandTimeout()).ShouldBe((false, null, null));
        (next.ChangeTracker.AutoDetectChangesEnabled, next.ChangeTracker.QueryTrackingBehavior).ShouldBe((true, QueryTrackingBehavior.TrackAll));
        next.ChangeTracker.Entries().ShouldBeEmpty();
        (await next.Users.Select(user => user.TenantId).Distinct().ToListAsync()).ShouldBe([Globex.Id]);
        next.ReachOf("account").ShouldBe(Reach.All);
    }

    [Fact]
    public async Task Stamps_and_records_what_the_next_one_saves_as_theirs()
    {
        await using (var first = database.As(Acme.Ada))
        {
            await first.Users.ToListAsync();
        }

        var id = await database.NextId();
        await using (var next = database.In(Globex))
        {
            next.Accounts.Add(new Account(id, new AccountFields("Theirs"), null, null));
            await next.SaveChangesAsync();
        }

        (await database.Ask<long>($"select tenant_id from accounts where id = {id}")).ShouldBe(Globex.Id);
        (await database.Ask<long>($"select tenant_id from events where subject_id = {id}")).ShouldBe(Globex.Id);
        (await database.Ask<string>($"select actor_name from audit_entries where subject_id = {id}")).ShouldBe("test");
    }

    [Fact]
    public async Task Forgets_what_was_begun_and_never_committed()
    {
        var (lost, kept) = (await database.NextId(), await database.NextId());
        var told = new List<CommittedChange>();
        database.Feed.Committed += told.AddRange;
        await using (var first = database.In(Acme))
        {
            await first.Database.BeginTransactionAsync();
            first.Accounts.Add(new Account(lost, new AccountFields("Lost"), null, null));
            await first.SaveChangesAsync();
        }

        await using (var next = database.In(Globex))
        {
            next.Database.CurrentTransaction.ShouldBeNull();
            next.Accounts.Add(new Account(kept, new AccountFields("Kept"), null, null));
            await next.SaveChangesAsync();
        }

        told.Select(change => (change.TenantId, change.Id)).ShouldBe([(Globex.Id, kept)]);
        (await database.Ask<long>($"select count(*) from accounts where id = {lost}")).ShouldBe(0);
    }

    [Fact]
    public async Task Gives_nobody_a_connection_that_was_left_open()
    {
        await using var provider = new PostgreSqlProvider(new DatabaseOptions(database.Address)) { Recorders = database.Provider.Recorders };
        var first = provider.CreateContext(Work.Of(Acme.Id, "test"), isSystemWide: false);
        await first.Database.OpenConnectionAsync();
        var left = first.Database.GetDbConnection();
        await first.DisposeAsync();

        await using var next = provider.CreateContext(Work.Of(Globex.Id, "test"), isSystemWide: false);

        left.State.ShouldBe(ConnectionState.Closed);
        next.Database.GetDbConnection().ShouldNotBeSameAs(left);
        (await next.Users.Select(user => user.TenantId).Distinct().ToListAsync()).ShouldBe([Globex.Id]);
    }

    [Fact]
    public async Task Takes_up_after_a_save_that_failed()
    {
        var (taken, kept) = (await database.NextId(), await database.NextId());
        await Add(Acme, taken, "Taken");
        await Should.ThrowAsync<DbUpdateException>(() => Add(Acme, taken, "Again"));

        await Add(Globex, kept, "Kept");

        (await database.Ask<long>($"select count(*) from events where subject_id = {taken}")).ShouldBe(1);
        (await database.Ask<long>($"select count(*) from audit_entries where subject_id = {kept}")).ShouldBe(1);
    }

    [Fact]
    public async Task Answers_nobody_once_it_is_over()
    {
        var db = database.In(Acme);
        var people = db.Users.AsNoTracking();
        await db.DisposeAsync();

        Should.Throw<ObjectDisposedException>(() => db.Work);
        await Should.ThrowAsync<ObjectDisposedException>(() => people.ToListAsync());
        await Should.ThrowAsync<ObjectDisposedException>(() => db.SaveChangesAsync());
    }

    private async Task Add(TestTenant tenant, long id, string name)
    {
        await using var db = database.In(tenant);
        db.Accounts.Add(new Account(id, new AccountFields(name), null, null));
        await db.SaveChangesAsync();
    }
}
