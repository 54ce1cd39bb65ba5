using CrmLive.Live;
using CrmLive.Operations.Queue;
using CrmLive.Support;

namespace CrmLive.Queue;

/// <summary>Wishes meet nobody when they are saved; the queue makes one item of all that have the same key, and loses none.</summary>
public sealed class WishTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_twice_is_one_item_with_the_latest_payload()
    {
        await world.Wish(id => new WorkPut { Id = id, Kind = "twice", Key = "a", Payload = "1" });
        await world.Wish(id => new WorkPut { Id = id, Kind = "twice", Key = "a", Payload = "2" });

        (await world.Claim("twice")).ShouldHaveSingleItem().Payload.ShouldBe("2");
    }

    [Fact]
    public async Task Two_at_once_with_one_key_do_not_wait_for_each_other_and_the_first_may_roll_back()
    {
        await using var first = world.Look();
        await using var transaction = await first.Database.BeginTransactionAsync(Ct);
        await first.WishAll(world, "at-once", ["a"]);
        await first.SaveChangesAsync(Ct);

        await world.Wish("at-once", "a");
        await transaction.RollbackAsync(Ct);

        (await world.Claim("at-once")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_transactions_with_keys_in_opposite_order_do_not_block_each_other()
    {
        await using var one = world.Look();
        await using var other = world.Look();
        await using var first = await one.Database.BeginTransactionAsync(Ct);
        await using var second = await other.Database.BeginTransactionAsync(Ct);
        await one.WishAll(world, "opposite", ["a"]);
        await one.SaveChangesAsync(Ct);
        await other.WishAll(world, "opposite", ["b"]);
        await other.SaveChangesAsync(Ct);
        await one.WishAll(world, "opposite", ["b"]);
        await one.SaveChangesAsync(Ct).Soon("the first not to wait for the second");
        await other.WishAll(world, "opposite", ["a"]);
        await other.SaveChangesAsync(Ct).Soon("the second not to wait for the first");

        await first.CommitAsync(Ct);
        await second.CommitAsync(Ct);

        (await world.Claim("opposite")).Select(item => item.Key).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_wished_for_while_it_runs_runs_once_more()
    {
        await world.Wish("again", "a");
        var running = (await world.Claim("again")).ShouldHaveSingleItem();
        await world.Wish(id => new WorkPut { Id = id, Kind = "again", Key = "a", Payload = "new" });
        await world.Wish(id => new WorkPut { Id = id, Kind = "again", Key = "a", Payload = "newest" });
        (await world.Claim("again")).ShouldBeEmpty();

        (await world.Store().Finish([running], Ct)).ShouldBeTrue();

        var once = (await world.Claim("again")).ShouldHaveSingleItem();
        (once.Payload, once.Attempts).ShouldBe(("newest", 1));
        (await world.Store().Finish([once], Ct)).ShouldBeTrue();
        (await world.Claim("again")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_puts_itself_off_while_it_runs_comes_at_its_new_time_and_not_at_once()
    {
        await world.Wish("reminder", "a");
        var running = (await world.Claim("reminder")).ShouldHaveSingleItem();
        await world.Wish(id => new WorkPut { Id = id, Kind = "reminder", Key = "a", DelayMs = 3_600_000 });
        await world.Store().TakeIn(100, Ct);

        (await world.Store().Finish([running], Ct)).ShouldBeTrue();

        (await world.Claim("reminder")).ShouldBeEmpty();
        await world.Shift("reminder", -TimeSpan.FromHours(1));
        (await world.Claim("reminder")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_given_up_while_it_is_wished_for_again_lives_on()
    {
        await world.Wish("reborn", "a");
        var running = (await world.Claim("reborn")).ShouldHaveSingleItem();
        await world.Wish("reborn", "a");
        await world.Store().TakeIn(100, Ct);

        (await world.Store().Bury(running, FailureClass.Refused, "never", Ct)).ShouldBeTrue();

        (await world.Dead("reborn")).ShouldHaveSingleItem();
        (await world.Claim("reborn")).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_dead_letter_whose_key_is_alive_again_becomes_one_with_it()
    {
        await world.Wish("redriven", "a", "b");
        foreach (var item in await world.Claim("redriven"))
        {
            await world.Store().Bury(item, FailureClass.Defect, "broken", Ct);
        }

        await world.Wish("redriven", "a");
        await world.Store().TakeIn(100, Ct);

        (await world.AsSoftware(world.Acme, new RedriveWork("redriven"))).ShouldBe(2);

        (await world.Claim("redriven")).Select(item => item.Key).ShouldBe(["a", "b"], ignoreOrder: true);
        (await world.Dead("redriven")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_commits_late_with_an_older_time_is_found()
    {
        await using var late = world.Look();
        await using var transaction = await late.Database.BeginTransactionAsync(Ct);
        late.Wish(new WorkPut { Id = await world.NextId(), Kind = "late-commit", Key = "old", Due = DateTimeOffset.UtcNow.AddDays(-1) });
        await late.SaveChangesAsync(Ct);
        await world.Wish("late-commit", "new");
        (await world.Claim("late-commit")).ShouldHaveSingleItem().Key.ShouldBe("new");

        await transaction.CommitAsync(Ct);

        (await world.Claim("late-commit")).ShouldHaveSingleItem().Key.ShouldBe("old");
    }

    [Fact]
    public async Task A_wish_is_saved_with_its_change_or_not_at_all()
    {
        await using (var db = world.Look())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            await db.WishAll(world, "unsaved", ["a"]);
            await db.SaveChangesAsync(Ct);
        }

        (await world.Claim("unsaved")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_time_in_the_future_is_waited_for()
    {
        await world.Wish(id => new WorkPut { Id = id, Kind = "timer", Key = "a", Due = DateTimeOffset.UtcNow.AddHours(2) });
        (await world.Claim("timer")).ShouldBeEmpty();
        await world.Shift("timer", -TimeSpan.FromHours(2));

        (await world.Claim("timer")).ShouldHaveSingleItem();
    }
}
