using CrmLive.Live;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Queue;

/// <summary>Whose turn it is: tenants, lanes, priorities, orders and pauses.</summary>
public sealed class TurnTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_tenants_many_do_not_keep_another_ones_single_item_waiting()
    {
        await Fill("many", world.Acme, 5_000);
        await world.Wish(id => new WorkPut { Id = id, Kind = "many", Key = "single" }, world.Rival);

        var claimed = await world.Claim("many", most: 10);

        claimed.Count.ShouldBe(10);
        claimed.ShouldContain(item => item.TenantId == world.Rival);
    }

    [Fact]
    public async Task A_tenant_that_is_alone_fills_the_batch()
    {
        await Fill("alone", world.Acme, 300);

        (await world.Claim("alone", most: 200)).Count.ShouldBe(200);
    }

    [Fact]
    public async Task A_prompt_lane_goes_first_and_a_full_one_lets_the_others_through()
    {
        foreach (var lane in Enum.GetValues<WorkLane>())
        {
            for (var number = 0; number < 20; number++)
            {
                await world.Wish(id => new WorkPut { Id = id, Kind = "lanes", Key = $"{lane}-{number}", Lane = lane });
            }
        }

        var lanes = (await world.Claim("lanes", most: 14)).CountBy(item => item.Key.Split('-')[0]).ToDictionary();

        lanes.ShouldBe(new Dictionary<string, int> { ["Prompt"] = 8, ["Normal"] = 4, ["Bulk"] = 2 }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_smaller_priority_goes_first_within_its_lane()
    {
        foreach (var priority in (short[])[5, 1, 3])
        {
            await world.Wish(id => new WorkPut { Id = id, Kind = "ranks", Key = $"{priority}", Priority = priority });
        }

        (await world.Claim("ranks", most: 1)).ShouldHaveSingleItem().Key.ShouldBe("1");
        (await world.Claim("ranks", most: 1)).ShouldHaveSingleItem().Key.ShouldBe("3");
    }

    [Fact]
    public async Task Paused_work_is_not_begun_and_keeps_nobody_waiting()
    {
        await world.Wish("held-up", "a");
        await world.Wish("let-go", "a");
        await world.Store().TakeIn(100, Ct);
        await world.Store().Pause("held-up", world.Acme, Ct);
        (await world.Store().Claim("one", ["held-up", "let-go"], 10, DateTimeOffset.MinValue, Ct)).ShouldHaveSingleItem().Kind.ShouldBe("let-go");

        (await world.Store().Resume("held-up", world.Acme, Ct)).ShouldBeTrue();
        (await world.Claim("held-up")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(WorkPause.AllKinds, false)]
    [InlineData("all-paused", true)]
    public async Task A_whole_tenant_or_a_kind_of_all_tenants_can_be_paused(string kind, bool isForAll)
    {
        await world.Wish("all-paused", "a");
        await world.Wish(id => new WorkPut { Id = id, Kind = "all-paused", Key = "a" }, world.Rival);
        await world.Store().TakeIn(100, Ct);
        await world.Store().Pause(kind, isForAll ? WorkPause.AllTenants : world.Acme, Ct);

        var claimed = await world.Claim("all-paused");
        claimed.Select(item => item.TenantId).ShouldBe(isForAll ? [] : [world.Rival]);

        (await world.Store().Resume(kind, isForAll ? WorkPause.AllTenants : world.Acme, Ct)).ShouldBeTrue();
        await world.Execute("delete from work_items where kind = 'all-paused'");
    }

    [Fact]
    public async Task An_order_is_kept_by_two_nodes_when_the_first_is_tried_again()
    {
        foreach (var key in (string[])["a", "b", "c"])
        {
            await world.Wish(id => new WorkPut { Id = id, Kind = "ordered", Key = key, OrderKey = "deal" });
        }

        var first = (await world.Claim("ordered")).ShouldHaveSingleItem();
        first.Key.ShouldBe("a");
        (await world.Claim("ordered", node: "two")).ShouldBeEmpty();
        (await world.Store().Fail(first, FailureClass.Passing, "later", TimeSpan.FromHours(1), Ct)).ShouldBeTrue();
        (await world.Claim("ordered", node: "two")).ShouldBeEmpty();
        await world.Execute("update work_items set due = now() where kind = 'ordered' and key = 'a'");

        var order = new List<string>();
        while (await world.Claim("ordered", node: "two") is [var next])
        {
            order.Add(next.Key);
            (await world.Store().Finish([next], Ct)).ShouldBeTrue();
        }

        order.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task An_order_whose_last_one_ends_while_another_comes_does_not_stand_still()
    {
        for (var round = 0; round < 20; round++)
        {
            await world.Wish(id => new WorkPut { Id = id, Kind = "handover", Key = $"{round}-first", OrderKey = "x" });
            var first = (await world.Claim("handover")).ShouldHaveSingleItem();
            await world.Wish(id => new WorkPut { Id = id, Kind = "handover", Key = $"{round}-second", OrderKey = "x" });

            await Task.WhenAll(world.Store().Finish([first], Ct), world.Store().TakeIn(100, Ct));

            var second = (await world.Claim("handover")).ShouldHaveSingleItem();
            await world.Store().Finish([second], Ct);
        }
    }

    [Fact]
    public async Task Two_nodes_that_claim_at_once_never_get_the_same()
    {
        await Fill("shared", world.Acme, 400);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Task.Run(() => world.Claim("shared", most: 50, node: $"{node}"), Ct)));
        var ids = claims.SelectMany(claim => claim).Select(item => item.Id).ToList();

        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    [Fact]
    public async Task While_a_long_reading_keeps_taken_rows_from_being_swept_up_a_claim_goes_on_behind_them()
    {
        await using var reading = world.Look();
        await using var snapshot = await reading.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Ct);
        (await world.Alive("nothing")).ShouldBeEmpty();
        await Fill("snapshot", world.Acme, 500);
        await world.Execute("update work_items set due = now() - interval '1 hour' + seq * interval '1 millisecond' where kind = 'snapshot'");
        var floor = new WorkFloor(TimeProvider.System);
        var seen = new HashSet<long>();

        for (var round = 0; round < 5; round++)
        {
            var claimed = await world.Store().Claim("one", ["snapshot"], 100, round == 0 ? DateTimeOffset.MinValue : floor.Since, Ct);
            floor.Learn(claimed, 100);
            claimed.Count.ShouldBe(100);
            (await world.Store().Finish(claimed, Ct)).ShouldBeTrue();
            seen.UnionWith(claimed.Select(item => item.Id));
        }

        seen.Count.ShouldBe(500);
    }

    [Fact]
    public void A_floor_is_that_of_the_stream_that_is_furthest_behind_and_goes_with_the_first_claim_that_is_not_full()
    {
        var clock = new TimerClock();
        var floor = new WorkFloor(clock);
        var now = clock.GetUtcNow();
        ClaimedWork Item(long tenant, int minutes) => new(tenant, minutes, 1, "floor", "k", null, 1, null, 1, 0, now + TimeSpan.FromMinutes(minutes), null, null, 0, Streams: 2);

        floor.Learn([Item(1, 1), Item(1, 5), Item(2, 2), Item(2, 3)], asked: 4);
        floor.Since.ShouldBe(now + TimeSpan.FromMinutes(3));
        floor.Learn([Item(1, 6)], asked: 4);
        floor.Since.ShouldBe(DateTimeOffset.MinValue);
        floor.Learn([Item(1, 6)], asked: 1);
        floor.Since.ShouldBe(DateTimeOffset.MinValue, "the other stream may have something older");
        floor.Learn([Item(1, 6), Item(2, 6)], asked: 2);
        clock.Advance(TimeSpan.FromSeconds(2));
        floor.Since.ShouldBe(DateTimeOffset.MinValue);
    }

    [Fact]
    public async Task Lag_is_told_by_tenant_and_kind()
    {
        await Fill("lagging", world.Acme, 3);
        await world.Shift("lagging", -TimeSpan.FromMinutes(5));
        await world.Wish(id => new WorkPut { Id = id, Kind = "lagging", Key = "later", DelayMs = 600_000_000 });
        await world.Store().TakeIn(100, Ct);

        var lag = (await world.Store().Lag(world.Acme, Ct)).Single(lag => lag.Kind == "lagging");

        (lag.Items, lag.Later, lag.IsPaused).ShouldBe((3, true, false));
        lag.Seconds.ShouldBeInRange(299, 360);
        (await world.Store().Lag(world.Rival, Ct)).ShouldNotContain(lag => lag.Kind == "lagging");
    }

    private async Task Fill(string kind, long tenant, int count)
    {
        await world.Execute($"""
            insert into work_puts (tenant_id, id, kind, key, lane, priority, delay_ms, depth)
            select {tenant}, nextval('crm_ids'), '{kind}', n::text, 1, 0, 0, 0 from generate_series(1, {count}) n
            """);
        while (await world.Store().TakeIn(10_000, Ct) > 0)
        {
            // There may be more.
        }
    }
}
