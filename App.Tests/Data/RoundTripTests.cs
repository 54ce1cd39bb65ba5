using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Data.PostgreSql;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>Round trips decide how long a user waits when the database is not on the same machine.</summary>
public sealed class RoundTripTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private TripCounter _wire = null!;
    private PostgreSqlProvider _provider = null!;

    public ValueTask InitializeAsync()
    {
        _wire = new TripCounter(database.Address);
        _provider = new PostgreSqlProvider(new DatabaseOptions(_wire.Address))
        {
            Clock = database.Clock,
            Recorders = [new TenantFence(), new ChangeRecorder(database.Clock, database.Ids, database.Feed, new NodeName("test"))],
        };
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_save_with_event_audit_and_history_costs_two_where_the_connection_serves_the_tenant()
    {
        var id = await database.NextId();
        await Save(db => db.Accounts.Add(new Account(id, new AccountFields("Warm"), null, null)));
        await using var db = In(TestTenant.Acme);
        (await db.Accounts.SingleAsync(account => account.Id == id)).Edit(new AccountFields("Warm", Industry: "Heat"));

        (await _wire.Count(() => db.SaveChangesAsync())).ShouldBe(2);
        (await database.Ask<long>($"select count(*) from accounts_history where id = {id}")).ShouldBe(1);
    }

    [Fact]
    public async Task A_new_name_costs_one_more_to_look_up_the_words_that_the_record_was_found_by()
    {
        var id = await database.NextId();
        await Save(db => db.Accounts.Add(new Account(id, new AccountFields("Renamed"), null, null)));
        await using var db = In(TestTenant.Acme);
        (await db.Accounts.SingleAsync(account => account.Id == id)).Edit(new AccountFields("Named anew"));

        (await _wire.Count(() => db.SaveChangesAsync())).ShouldBe(3);
        (await database.Ask<string>($"select string_agg(word, ' ' order by word) from search_words where record_id = {id} and field = 'name'")).ShouldBe("anew named");
    }

    [Fact]
    public async Task A_save_after_another_tenant_costs_one_more_and_stays_behind_the_fence()
    {
        var (ours, theirs) = (await database.NextId(), await database.NextId());
        await Count(TestTenant.Globex);
        await using var db = In(TestTenant.Acme);
        db.Accounts.Add(new Account(ours, new AccountFields("Ours"), null, null));

        (await _wire.Count(() => db.SaveChangesAsync())).ShouldBe(3);
        await using var globex = In(TestTenant.Globex);
        globex.Accounts.Add(new Account(theirs, new AccountFields("Theirs"), null, null));
        await globex.SaveChangesAsync();

        (await database.Ask<long>($"select tenant_id from accounts where id = {ours}")).ShouldBe(TestTenant.Acme.Id);
        (await database.Ask<long>($"select tenant_id from accounts where id = {theirs}")).ShouldBe(TestTenant.Globex.Id);
    }

    [Fact]
    public async Task A_save_that_deletes_tells_the_time_first()
    {
        var id = await database.NextId();
        await Save(db => db.Teams.Add(new Team(id, "Passing")));
        var gone = database.Clock.Advance(TimeSpan.FromHours(1));
        await using var db = In(TestTenant.Acme);
        db.Teams.Remove(await db.Teams.SingleAsync(team => team.Id == id));

        (await _wire.Count(() => db.SaveChangesAsync())).ShouldBe(3);
        (await database.Ask<DateTime>($"select valid_to from teams_history where id = {id}")).ShouldBe(gone.UtcDateTime);
    }

    [Fact]
    public async Task Several_saves_in_one_transaction_cost_one_each()
    {
        var ids = new[] { await database.NextId(), await database.NextId(), await database.NextId() };
        await Save(db => db.Accounts.Add(new Account(ids[0], new AccountFields("Warm"), null, null)));
        await using var db = In(TestTenant.Acme);

        var trips = await _wire.Count(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var id in ids[1..])
            {
                db.Accounts.Add(new Account(id, new AccountFields("One"), null, null));
                await db.SaveChangesAsync();
            }

            await transaction.CommitAsync();
        });

        trips.ShouldBe(4);
    }

    [Fact]
    public async Task Setting_the_tenant_costs_a_query_nothing()
    {
        await Count(TestTenant.Acme);

        (await _wire.Count(() => Count(TestTenant.Acme))).ShouldBe(1);
        (await _wire.Count(() => Count(TestTenant.Globex))).ShouldBe(1);
        (await _wire.Count(() => Count(TestTenant.Acme))).ShouldBe(1);
    }

    [Fact]
    public async Task Setting_the_tenant_costs_a_bulk_change_nothing()
    {
        await Count(TestTenant.Acme);
        await using var db = In(TestTenant.Globex);

        (await _wire.Count(() => db.Notifications.ExecuteDeleteAsync())).ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _wire.DisposeAsync();
    }

    private CrmDb In(TestTenant tenant) => _provider.CreateContext(Work.Of(tenant.Id, "test"), isSystemWide: false);

    private async Task Count(TestTenant tenant)
    {
        await using var db = In(tenant);
        (await db.Users.CountAsync()).ShouldBe(tenant.Staff.Count);
    }

    private async Task Save(Action<CrmDb> change)
    {
        await using var db = In(TestTenant.Acme);
        change(db);
        await db.SaveChangesAsync();
    }
}
