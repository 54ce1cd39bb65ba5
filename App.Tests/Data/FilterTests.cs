using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

public sealed class FilterTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly TestTenant Acme = TestTenant.Acme;

    private long _ofAda;
    private long _ofNorth;
    private long _ofSouth;
    private long _ofNobody;

    public async ValueTask InitializeAsync()
    {
        await using var db = database.In(Acme);
        var pipeline = new SalesPipeline(await database.NextId(), $"Sales {await database.NextId()}", "EUR", 0);
        var stage = pipeline.AddStage(await database.NextId(), "New", StageKind.Open, 0.1m);
        db.Pipelines.Add(pipeline);
        _ofAda = await Open(db, pipeline, stage, Acme.Ada.UserId, null);
        _ofNorth = await Open(db, pipeline, stage, Acme.Cleo.UserId, TestTenant.North);
        _ofSouth = await Open(db, pipeline, stage, Acme.Bo.UserId, TestTenant.South);
        _ofNobody = await Open(db, pipeline, stage, null, null);
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task A_rep_reads_the_deals_of_the_team_and_own_ones() =>
        (await Seen(Acme.Ada, "opportunity.read")).ShouldBe([_ofAda, _ofNorth]);

    [Fact]
    public async Task A_rep_changes_own_deals_only() =>
        (await Seen(Acme.Ada, "opportunity.update")).ShouldBe([_ofAda]);

    [Fact]
    public async Task A_manager_sees_all() =>
        (await Seen(Acme.Cleo, "opportunity.update")).ShouldBe([_ofAda, _ofNorth, _ofSouth, _ofNobody]);

    [Fact]
    public async Task Another_request_reads_deals_with_the_right_to_read_them() =>
        (await Seen(Acme.Ada, "account.update")).ShouldBe([_ofAda, _ofNorth]);

    [Fact]
    public async Task Nobody_without_a_grant_sees_any() =>
        (await Seen(new Actor(Acme.Id, 9, "Nobody", [], [TestTenant.North]), "opportunity.read")).ShouldBeEmpty();

    [Fact]
    public async Task What_is_in_the_bin_is_gone_until_somebody_asks_for_it()
    {
        var id = await database.NextId();
        await using (var db = database.In(Acme))
        {
            var account = new Account(id, new AccountFields("Binned"), null, null);
            account.Delete(database.Clock.Now);
            db.Accounts.Add(account);
            await db.SaveChangesAsync();
        }

        await using var again = database.In(Acme);
        (await again.Accounts.AnyAsync(account => account.Id == id)).ShouldBeFalse();
        (await again.Accounts.IgnoreQueryFilters([Filters.Deleted]).AnyAsync(account => account.Id == id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Blocking_queries_are_refused()
    {
        await using var db = database.In(Acme);

        Should.Throw<InvalidOperationException>(() => db.Users.ToList()).Message.ShouldContain("Async");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<List<long>> Seen(Actor actor, string needs)
    {
        long[] mine = [_ofAda, _ofNorth, _ofSouth, _ofNobody];
        await using var db = database.As(actor, needs);
        return await db.Deals.Where(deal => mine.Contains(deal.Id)).OrderBy(deal => deal.Id).Select(deal => deal.Id).ToListAsync();
    }

    private async Task<long> Open(CrmDb db, SalesPipeline pipeline, Stage stage, long? owner, long? team)
    {
        var deal = new Deal(
            await database.NextId(), await database.NextId(), new DealFields("Deal", 100), pipeline, stage, new Responsible(owner, team, null), database.Clock.Now);
        db.Deals.Add(deal);
        db.StageChanges.AddRange(deal.NewStageChanges);
        return deal.Id;
    }
}
