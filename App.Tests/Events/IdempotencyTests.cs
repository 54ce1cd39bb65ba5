using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Events;

public sealed class IdempotencyTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_requests_with_one_key_at_once_have_one_effect_and_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Send("fifty", Deal("Fifty at once")), Ct)));

        answers.Distinct().Count().ShouldBe(1);
        (await DealsNamed("Fifty at once")).ShouldBe([answers[0]]);
    }

    [Fact]
    public async Task The_same_key_later_gets_the_first_answer()
    {
        var first = await Send("later", Deal("Once and again"));

        (await Send("later", Deal("Once and again"))).ShouldBe(first);
        (await DealsNamed("Once and again")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_was_used_for_something_else_is_refused()
    {
        await Send("taken", Deal("The first"));

        await Should.ThrowAsync<KeyConflict>(() => Send("taken", Deal("The second")));
        (await DealsNamed("The second")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_of_different_people_do_not_meet()
    {
        var adas = await Send("mine", Deal("Of Ada"));
        var bens = await world.Door.Send(world.Ben.Caller with { IdempotencyKey = "mine" }, Deal("Of Ben"), Ct);

        bens.ShouldNotBe(adas);
    }

    [Fact]
    public async Task A_request_that_fails_between_claim_and_commit_leaves_neither_effect_nor_claim()
    {
        await Should.ThrowAsync<RuleBroken>(() => Send("failed", new AddDeal(world.Won, new DealFields("Half way", 1m))));

        await using (var db = world.Look())
        {
            (await db.IdempotencyRecords.AnyAsync(record => record.Key.EndsWith(":failed"), Ct)).ShouldBeFalse();
        }

        await Send("failed", Deal("Half way"));
        (await DealsNamed("Half way")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_hangs_up_half_way_leaves_nothing_and_may_come_back()
    {
        using var hungUp = new CancellationTokenSource();
        await hungUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            world.Door.Send(world.Ada.Caller with { IdempotencyKey = "hung-up" }, Deal("Hung up"), hungUp.Token));

        (await DealsNamed("Hung up")).ShouldBeEmpty();
        await Send("hung-up", Deal("Hung up"));
        (await DealsNamed("Hung up")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_is_forgotten_after_a_week_and_not_before()
    {
        var first = await Send("kept", Deal("Kept for a week"));
        world.Clock.Advance(ForgetAnswers.Kept - TimeSpan.FromMinutes(1));
        var late = await Send("late", Deal("Late in the week"));
        (await world.AsSoftware(world.Acme, new ForgetAnswers())).ShouldBe(0);
        (await Send("kept", Deal("Kept for a week"))).ShouldBe(first);

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        (await world.AsSoftware(world.Acme, new ForgetAnswers())).ShouldBeGreaterThan(0);

        (await Send("kept", Deal("Kept for a week"))).ShouldNotBe(first);
        (await Send("late", Deal("Late in the week"))).ShouldBe(late);
    }

    private AddDeal Deal(string name) => new(world.Proposal, new DealFields(name, 10m));

    private Task<long> Send(string key, AddDeal deal) => world.Door.Send(world.Ada.Caller with { IdempotencyKey = key }, deal, Ct);

    private async Task<List<long>> DealsNamed(string name)
    {
        await using var db = world.Look();
        return await db.Deals.Where(deal => deal.Name == name).Select(deal => deal.Id).ToListAsync(Ct);
    }
}
