using System.Collections.Concurrent;
using CrmLive.Live;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Queue;

/// <summary>A node at work.</summary>
public sealed class WorkerTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_do_everything_once()
    {
        var done = new ConcurrentQueue<string>();
        var nodes = new[] { "one", "two" }.Select(name => world.Node(name, new TestKind("both", item => done.Enqueue(item.Key), batch: 7))).ToList();
        await Task.WhenAll(nodes.Select(node => node.StartAsync(Ct)));
        var keys = Enumerable.Range(0, 60).Select(number => $"{number}").ToList();
        await world.Wish("both", keys);

        await TestPatience.Until(async () => await Runs("both") == 60, "all to be done");
        await Task.WhenAll(nodes.Select(node => node.StopAsync(Ct)));

        done.Distinct().ShouldBe(keys, ignoreOrder: true);
        (await world.Alive("both")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wish_of_another_process_is_found_by_looking()
    {
        var done = new TaskCompletionSource();
        var node = world.Node("looking", new TestKind("unheard", _ => done.TrySetResult()));
        await node.StartAsync(Ct);

        // Nobody tells of this one.
        await world.Execute($"insert into work_puts (tenant_id, id, kind, key, lane, priority, delay_ms, depth) values ({world.Acme}, nextval('crm_ids'), 'unheard', 'a', 1, 0, 0, 0)");

        await done.Task.Soon("the wish to be found");
        await node.StopAsync(Ct);
    }

    [Fact]
    public async Task A_poisonous_item_keeps_no_other_from_its_effect()
    {
        var done = new ConcurrentQueue<string>();
        var node = world.Node("poison", new TestKind("poison", item =>
        {
            if (item.Key == "3")
            {
                throw new RuleBroken("test.poison", "Never.");
            }

            done.Enqueue(item.Key);
        }, batch: 10));
        await world.Wish("poison", Enumerable.Range(0, 6).Select(number => $"{number}"));
        await node.StartAsync(Ct);

        await TestPatience.Until(async () => (await world.Alive("poison")).Count == 0 && await Runs("poison") == 5, "the others to be done");
        await node.StopAsync(Ct);

        var dead = (await world.Dead("poison")).ShouldHaveSingleItem();
        (dead.Key, dead.Failure, dead.Attempts).ShouldBe(("3", FailureClass.Refused, 1));
        dead.Error!.ShouldContain("Never.");
    }

    [Fact]
    public async Task What_passes_by_itself_rests_and_is_tried_again()
    {
        var tries = 0;
        var node = world.Node("passing", new TestKind("passing", _ =>
        {
            if (tries++ == 0)
            {
                throw new TimeoutException();
            }
        }));
        await world.Wish("passing", "a");
        await node.Look(Ct);
        await TestPatience.Until(() => tries == 1, "the first try");
        await TestPatience.Until(async () => (await world.Alive("passing")).Single().Failure == FailureClass.Passing, "the failure to be noted");
        (await world.Claim("passing")).ShouldBeEmpty();
        await world.Shift("passing", -TimeSpan.FromMinutes(1));

        await node.Look(Ct);
        await TestPatience.Until(async () => await Runs("passing") == 1, "the second try to end");

        tries.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_ends_begins_nothing_more_and_gives_back_what_it_has_not_begun()
    {
        using var hold = new SemaphoreSlim(0);
        var begun = 0;
        var node = world.Node("ending", new TestKind("ending", _ =>
        {
            Interlocked.Increment(ref begun);
            hold.Wait(Ct);
        }, batch: 2));
        await world.Wish("ending", Enumerable.Range(0, 40).Select(number => $"{number}"));
        await node.StartAsync(Ct);
        await TestPatience.Until(() => begun == 8, "all hands to be full");

        var stopping = node.StopAsync(Ct);
        await TestPatience.Until(async () => (await world.Alive("ending")).Count(item => item.Owner is null) == 24, "the rest to be given back");
        hold.Release(100);
        await stopping;

        var left = await world.Alive("ending");
        left.Count.ShouldBe(24);
        left.ShouldAllBe(item => item.Attempts == 0 && item.Owner == null);
    }

    private async Task<int> Runs(string kind)
    {
        await using var db = world.Look();
        return await db.WorkRuns.CountAsync(run => run.Kind == kind, Ct);
    }
}
