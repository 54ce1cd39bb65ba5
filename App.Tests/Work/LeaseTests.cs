using CrmLive.Live;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Queue;

/// <summary>Who has lost an item changes nothing any more, whatever it does and however late.</summary>
public sealed class LeaseTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_late_finish_fail_renew_burial_and_return_change_nothing()
    {
        await world.Wish("late", "a");
        var first = (await world.Claim("late")).ShouldHaveSingleItem();
        await world.Shift("late", -TimeSpan.FromMinutes(1));
        var second = (await world.Claim("late", node: "two")).ShouldHaveSingleItem();
        var before = (await world.Alive("late")).Single();

        (await world.Store().Finish([first], Ct)).ShouldBeFalse();
        (await world.Store().Fail(first, FailureClass.Passing, "late", TimeSpan.Zero, Ct)).ShouldBeFalse();
        (await world.Store().Bury(first, FailureClass.Defect, "late", Ct)).ShouldBeFalse();
        (await world.Store().Renew([first], Ct)).ShouldBeEmpty();
        await world.Store().GiveBack([first], Ct);

        var after = (await world.Alive("late")).Single();
        (after.Due, after.Owner, after.Token, after.Attempts).ShouldBe((before.Due, "two", second.Token, 2));
        (await world.Store().Finish([second], Ct)).ShouldBeTrue();
        (await world.Alive("late")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_node_does_after_it_has_lost_the_item_is_rolled_back()
    {
        await world.Wish("rolled", "a");
        var item = (await world.Claim("rolled")).ShouldHaveSingleItem();
        await world.Shift("rolled", -TimeSpan.FromMinutes(1));
        (await world.Claim("rolled", node: "two")).ShouldHaveSingleItem();

        var request = new Pipeline.AddDeal(world.Proposal, new Pipeline.DealFields("Of a lost lease", 1m));
        await Should.ThrowAsync<LeaseLost>(() => world.Door.Send(Caller.Software(world.Acme, "test") with { Held = new HeldItems([item], EndsHere: true) }, request, Ct));

        await using var db = world.Look();
        (await db.Deals.AnyAsync(deal => deal.Name == "Of a lost lease", Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lease_that_ended_meets_a_finish_and_one_of_both_wins()
    {
        await world.Wish("race", [.. Enumerable.Range(0, 20).Select(number => $"{number}")]);
        var mine = await world.Claim("race");
        await world.Shift("race", -TimeSpan.FromMinutes(1));

        var finishing = mine.Select(item => Task.Run(() => world.Store().Finish([item], Ct), Ct)).ToList();
        var theirs = await world.Claim("race", node: "two");
        var finished = await Task.WhenAll(finishing);

        // Whatever was finished was not claimed again, and the other way round.
        (finished.Count(isDone => isDone) + theirs.Count).ShouldBe(20);
        (await world.Alive("race")).Select(item => item.Id).ShouldBe(theirs.Select(item => item.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task A_node_that_dies_leaves_a_counted_attempt_and_the_next_one_takes_over()
    {
        await world.Wish("killed", "a");
        (await world.Claim("killed")).ShouldHaveSingleItem().Attempts.ShouldBe(1);
        (await world.Claim("killed", node: "two")).ShouldBeEmpty();
        await world.Shift("killed", -WorkStore.Lease);

        (await world.Claim("killed", node: "two")).ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_dies_at_the_last_attempt_leaves_a_dead_letter_and_frees_key_and_order()
    {
        await world.Wish(id => new WorkPut { Id = id, Kind = "doomed", Key = "a", OrderKey = "o" });
        await world.Wish(id => new WorkPut { Id = id, Kind = "doomed", Key = "b", OrderKey = "o" });
        var done = new List<string>();
        var node = world.Node("two", new TestKind("doomed", item => done.Add(item.Key)));
        await world.Claim("doomed");
        await world.Execute("update work_items set attempts = 12, due = now() where kind = 'doomed' and key = 'a'");

        await TestPatience.Until(async () => !await node.Look(Ct) && (await world.Alive("doomed")).Count == 0, "the order to go on");

        done.ShouldBe(["b"]);
        (await world.Dead("doomed")).ShouldHaveSingleItem().Failure.ShouldBe(FailureClass.Crashed);
        await world.Wish("doomed", "a");
        (await world.Claim("doomed")).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Clocks_of_nodes_do_not_matter_and_one_of_the_database_that_goes_back_loses_nothing()
    {
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.Wish("clock", "a");
        world.Clock.Advance(-TimeSpan.FromHours(2));
        var item = (await world.Claim("clock")).ShouldHaveSingleItem();

        // An hour back: the lease ends an hour later than meant, which renewing mends; whoever has it can finish.
        await world.Shift("clock", TimeSpan.FromHours(1));
        (await world.Claim("clock", node: "two")).ShouldBeEmpty();
        (await world.Store().Renew([item], Ct)).ShouldHaveSingleItem();
        (await world.Alive("clock")).Single().Due.ShouldBeLessThan(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1));
        await world.Shift("clock", -TimeSpan.FromHours(1));
        (await world.Claim("clock", node: "two")).ShouldHaveSingleItem().Token.ShouldBe(item.Token + 1);
        world.Clock.Advance(TimeSpan.FromHours(1));
    }
}
