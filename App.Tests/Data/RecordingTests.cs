using System.Text.Json;
using CrmLive.Customers;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>Events and audit entries live and die with the change that they tell of.</summary>
public sealed class RecordingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TestTenant Acme = TestTenant.Acme;

    [Fact]
    public async Task Writes_change_event_and_audit_entry_in_one_transaction()
    {
        var id = await Add("Initech");

        (await database.Ask<long>($"""
            select count(distinct xmin::text) from (
                select xmin from accounts where id = {id}
                union all select xmin from events where subject_id = {id}
                union all select xmin from audit_entries where subject_id = {id}) written
            """)).ShouldBe(1);
        (await database.Ask<long>($"select count(*) from events where subject_id = {id}")).ShouldBe(1);
        (await database.Ask<long>($"select count(*) from audit_entries where subject_id = {id}")).ShouldBe(1);
    }

    [Fact]
    public async Task Says_who_did_what_from_where_and_what_it_was_before()
    {
        var id = await Add("Hooli");
        await using (var db = database.As(Acme.Ada, "account.update"))
        {
            (await db.Accounts.SingleAsync(account => account.Id == id)).Edit(new AccountFields("Hooli XYZ"));
            await db.SaveChangesAsync();
        }

        await using var audit = database.In(Acme);
        var entry = await audit.AuditEntries.OrderBy(entry => entry.Id).LastAsync(entry => entry.SubjectId == id);
        entry.ActorName.ShouldBe("Ada");
        entry.Permission.ShouldBe("account.update");
        entry.Channel.ShouldBe("page");
        entry.Address.ShouldBe("203.0.113.7");
        entry.Outcome.ShouldBe(AuditTrail.Done);
        using var changes = JsonDocument.Parse(entry.Changes);
        var name = changes.RootElement[0].GetProperty("fields").GetProperty("name");
        (name[0].GetString(), name[1].GetString()).ShouldBe(("Hooli", "Hooli XYZ"));
    }

    [Fact]
    public async Task Writes_nothing_when_the_transaction_is_rolled_back()
    {
        var told = Listen();
        var id = await database.NextId();
        await using (var db = database.In(Acme))
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Accounts.Add(new Account(id, new AccountFields("Nobody"), null, null));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        (await Rows(id)).ShouldBe(0);
        told.ShouldNotContain(change => change.Id == id);
    }

    [Fact]
    public async Task Writes_nothing_when_the_save_fails_and_once_when_it_is_tried_again()
    {
        var id = await database.NextId();
        await using var db = database.In(Acme);
        var stray = new Contact(await database.NextId(), new ContactFields(null, "Stray", AccountId: long.MaxValue), null, null);
        db.Accounts.Add(new Account(id, new AccountFields("Second try"), null, null));
        db.Contacts.Add(stray);
        await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync());
        (await Rows(id)).ShouldBe(0);

        db.Entry(stray).State = EntityState.Detached;
        await db.SaveChangesAsync();

        (await database.Ask<long>($"select version from accounts where id = {id}")).ShouldBe(1);
        (await Rows(id)).ShouldBe(3);
    }

    [Fact]
    public async Task Tells_the_feed_after_the_commit_and_not_before()
    {
        var told = Listen();
        var id = await database.NextId();
        await using var db = database.In(Acme);
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Accounts.Add(new Account(id, new AccountFields("News"), null, null));
        await db.SaveChangesAsync();
        told.ShouldNotContain(change => change.Id == id);

        await transaction.CommitAsync();

        told.ShouldHaveSingleItem().ShouldBe(new CommittedChange(Acme.Id, "account", id, 1, "account.created.v1", told[0].EventId, null));
    }

    [Fact]
    public async Task Numbers_the_chain_of_causes()
    {
        var id = await database.NextId();
        await using (var db = database.Factory.Create(Work.Of(Acme.Id, "test") with { Cause = new Cause(77, "root", 2) }))
        {
            db.Accounts.Add(new Account(id, new AccountFields("Echo"), null, null));
            await db.SaveChangesAsync();
        }

        await using var again = database.In(Acme);
        var stored = await again.Events.SingleAsync(stored => stored.SubjectId == id);
        (stored.CausationId, stored.CorrelationId, stored.Depth).ShouldBe((77, "root", 3));
    }

    private List<CommittedChange> Listen()
    {
        var told = new List<CommittedChange>();
        database.Feed.Committed += told.AddRange;
        return told;
    }

    private Task<long> Rows(long id) => database.Ask<long>($"""
        select (select count(*) from accounts where id = {id}) + (select count(*) from events where subject_id = {id})
             + (select count(*) from audit_entries where subject_id = {id})
        """);

    private async Task<long> Add(string name)
    {
        var id = await database.NextId();
        await using var db = database.As(Acme.Cleo, "account.create");
        db.Accounts.Add(new Account(id, new AccountFields(name), Acme.Ada.UserId, TestTenant.North));
        await db.SaveChangesAsync();
        return id;
    }
}
