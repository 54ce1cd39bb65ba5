using System.Collections.Concurrent;
using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Events;

public sealed class RelayTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_comes_once_and_in_order()
    {
        var seen = new ConcurrentQueue<long>();
        var consumer = await Begun("in-order", happened => seen.Enqueue(happened.Id));
        await MoveThere(3);

        await world.Settle(consumer);

        seen.ShouldBe(seen.Order());
        seen.Count.ShouldBe(3);
        (await world.EffectsOf(consumer)).ShouldBe(seen);
    }

    [Fact]
    public async Task A_replay_passes_over_what_has_had_its_effect_and_repeats_it_when_told_to()
    {
        var seen = new ConcurrentQueue<long>();
        var consumer = await Begun("replayed", happened => seen.Enqueue(happened.Id));
        var from = await PlaceOf(consumer);
        await MoveThere(2);
        await world.Settle(consumer);
        var effects = await world.EffectsOf(consumer);

        await world.Desk(consumer).Replay(consumer.Name, from, again: false, Ct);
        await world.Settle(consumer);

        (await world.EffectsOf(consumer)).ShouldBe(effects);

        seen.Clear();
        await world.Desk(consumer).Replay(consumer.Name, from, again: true, Ct);
        await world.Settle(consumer);

        seen.ShouldBe(effects);
        (await world.EffectsOf(consumer)).ShouldBe(effects);
    }

    [Fact]
    public async Task A_consumer_that_can_be_taken_back_is_rebuilt_from_the_first_event()
    {
        var consumer = await Begun("rebuilt", _ => { });
        var acme = await world.Services.GetRequiredService<Access.TenantDirectory>().Find("acme", Ct);

        await world.Desk(consumer).Rebuild(consumer.Name, [acme!], Ct);
        await world.Settle(consumer);

        await using var db = world.Look();
        var all = await db.Events.CountAsync(happened => happened.SubjectKind == "opportunity" && happened.Depth <= Retries.DepthLimit, Ct);
        (await world.EffectsOf(consumer)).Count.ShouldBe(all);
    }

    [Fact]
    public async Task What_people_have_seen_is_not_rebuilt()
    {
        await world.Begin(world.Notifications());
        var acme = await world.Services.GetRequiredService<Access.TenantDirectory>().Find("acme", Ct);

        var refusal = await Should.ThrowAsync<RuleBroken>(() => world.Desk(world.Notifications()).Rebuild("notifications", [acme!], Ct));

        refusal.Code.ShouldBe("consumer.not_rebuildable");
    }

    [Fact]
    public async Task An_event_that_fails_for_good_becomes_a_dead_letter_and_the_others_go_on()
    {
        var bad = 0L;
        var consumer = await Begun("poisoned", happened =>
        {
            if (Interlocked.CompareExchange(ref bad, happened.Id, 0) is 0 || bad == happened.Id)
            {
                throw new RuleBroken("test.poison", "This event is never answered.");
            }
        });
        var moves = await MoveThere(3);

        await world.Settle(consumer);

        (await world.EffectsOf(consumer)).Count.ShouldBe(moves - 1);
        var letter = (await world.Desk(consumer).DeadLetters(consumer.Name, Ct)).ShouldHaveSingleItem();
        letter.EventId.ShouldBe(bad);
        letter.Attempts.ShouldBe(1);
        letter.Error.ShouldContain("This event is never answered.");
    }

    [Fact]
    public async Task A_dead_letter_is_sent_again_once_its_cause_is_mended()
    {
        var isBroken = true;
        var consumer = await Begun("mended", _ => FailIf(isBroken, new RuleBroken("test.broken", "Not now.")));
        await MoveThere(2);
        await world.Settle(consumer);

        (await world.Desk(consumer).Redrive(consumer.Name, null, Ct)).ShouldBe(new Redriven(0, 2));
        isBroken = false;
        (await world.Desk(consumer).Redrive(consumer.Name, null, Ct)).ShouldBe(new Redriven(2, 0));

        (await world.EffectsOf(consumer)).Count.ShouldBe(2);
        (await world.Desk(consumer).DeadLetters(consumer.Name, Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(TimeoutException), 8)]
    [InlineData(typeof(InvalidOperationException), 3)]
    public async Task What_may_pass_is_tried_again_before_it_is_given_up(Type failure, int attempts)
    {
        var tries = 0;
        var consumer = await Begun($"tries-{attempts}", _ =>
        {
            tries++;
            throw (Exception)Activator.CreateInstance(failure)!;
        });
        await MoveThere(1);

        await world.Settle(consumer);

        tries.ShouldBe(attempts);
        (await world.Desk(consumer).DeadLetters(consumer.Name, Ct)).ShouldHaveSingleItem().Attempts.ShouldBe(attempts);
    }

    [Fact]
    public async Task A_failure_that_passes_leaves_one_effect_for_each_event()
    {
        var failures = 2;
        var consumer = await Begun("passing", _ => FailIf(failures-- > 0, new TimeoutException()));
        await MoveThere(4);

        await world.Settle(consumer);

        (await world.EffectsOf(consumer)).Count.ShouldBe(4);
        (await world.Desk(consumer).DeadLetters(consumer.Name, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chain_of_causes_that_never_ends_is_cut()
    {
        var consumer = await Begun("looping", _ => { });
        await MoveThere(1, new Cause(1, "loop", Retries.DepthLimit));

        await world.Settle(consumer);

        (await world.EffectsOf(consumer)).ShouldBeEmpty();
        (await world.Desk(consumer).DeadLetters(consumer.Name, Ct)).ShouldHaveSingleItem().Error.ShouldContain("loop");
    }

    [Fact]
    public async Task Two_nodes_at_once_share_the_work_without_doing_it_twice()
    {
        var consumer = await Begun("shared", _ => { });
        await MoveThere(6);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Settle(consumer)));

        (await world.EffectsOf(consumer)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_event_that_is_given_up_again_after_a_replay_is_one_dead_letter()
    {
        var consumer = await Begun("twice-given-up", _ => throw new RuleBroken("test.broken", "Never."));
        var from = await PlaceOf(consumer);
        await MoveThere(1);
        await world.Settle(consumer);

        await world.Desk(consumer).Replay(consumer.Name, from, again: false, Ct);
        await world.Settle(consumer);

        (await world.Desk(consumer).DeadLetters(consumer.Name, Ct)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_failing_event_keeps_neither_other_records_nor_other_tenants_waiting()
    {
        var isBroken = true;
        var seen = new ConcurrentQueue<(long Tenant, long Subject, long Event)>();
        var (bad, good) = (world.Deal("Fjord help desk"), world.AcmeRenewal);
        var consumer = await Begun("parking", happened =>
        {
            FailIf(isBroken && happened.SubjectId == bad, new TimeoutException());
            seen.Enqueue((happened.TenantId, happened.SubjectId, happened.Id));
        });
        await MoveThere(3);
        await world.As(world.Mia, new MoveDeal(good, world.Negotiation));
        await world.As(world.Rex, new EditDeal(world.RivalDeal, new DealFields("Renamed secret", 5m)));

        await TestPatience.Until(async () =>
        {
            await world.Relay().Drain(consumer, Ct);
            return seen.Count >= 2;
        }, "the others to have their effect");

        seen.Select(one => one.Tenant).ShouldBe([world.Acme, world.Rival], ignoreOrder: true);
        var parked = await world.Desk(consumer).Parked(consumer.Name, Ct);
        parked.Select(one => (one.SubjectId, one.Attempts > 0)).ShouldBe([(bad, true), (bad, false), (bad, false)]);

        isBroken = false;
        await world.Settle(consumer);

        var behind = seen.Where(one => one.Subject == bad).Select(one => one.Event).ToList();
        behind.Count.ShouldBe(3);
        behind.ShouldBe(behind.Order());
        (await world.Desk(consumer).Parked(consumer.Name, Ct)).ShouldBeEmpty();
        (await world.Desk(consumer).DeadLetters(consumer.Name, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_later_of_a_record_stays_behind_its_parked_event()
    {
        var isBroken = true;
        var seen = new ConcurrentQueue<long>();
        var consumer = await Begun("behind", happened =>
        {
            FailIf(isBroken, new TimeoutException());
            seen.Enqueue(happened.Id);
        });
        await MoveThere(1);
        await TestPatience.Until(async () =>
        {
            await world.Relay().Drain(consumer, Ct);
            return (await world.Desk(consumer).Parked(consumer.Name, Ct)).Count == 1;
        }, "the first to be set aside");

        isBroken = false;
        await MoveThere(1);
        await TestPatience.Until(async () =>
        {
            await world.Relay().Drain(consumer, Ct);
            return (await world.Desk(consumer).Parked(consumer.Name, Ct)).Count == 2;
        }, "the second to wait behind it");
        seen.ShouldBeEmpty();

        (await world.Desk(consumer).Redrive(consumer.Name, null, Ct)).ShouldBe(new Redriven(0, 0));

        seen.Count.ShouldBe(2);
        seen.ShouldBe(seen.Order());
    }

    private static void FailIf(bool isBroken, Exception failure)
    {
        if (isBroken)
        {
            throw failure;
        }
    }

    private async Task<TestConsumer> Begun(string name, Action<StoredEvent> answer)
    {
        var consumer = new TestConsumer(name, answer);
        await world.Begin(consumer);
        await world.Settle(consumer);
        return consumer;
    }

    private async Task<Place> PlaceOf(EventConsumer consumer) =>
        Place.Of(await world.Services.GetRequiredService<Positions>().Find(consumer.Name, Ct));

    // Moves one deal there and back; each move is one event.
    private async Task<int> MoveThere(int times, Cause? cause = null)
    {
        var deal = world.Deal("Fjord help desk");
        for (var i = 0; i < times; i++)
        {
            await using var db = world.Look();
            var stage = await db.Deals.Where(row => row.Id == deal).Select(row => row.StageId).SingleAsync(Ct);
            var move = new MoveDeal(deal, stage == world.Proposal ? world.Negotiation : world.Proposal);
            await world.Door.Send(world.Mia.Caller with { Cause = cause }, move, Ct);
        }

        return times;
    }
}
