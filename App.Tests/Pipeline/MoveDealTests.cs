using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class MoveDealTests(World world) : IClassFixture<World>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_move_changes_the_stage_and_leaves_a_transition_and_an_event()
    {
        var deal = world.Deal("Iris lab service");

        var moved = await world.As(world.Ada, new MoveDeal(deal, world.Negotiation, Reason: "They called"));

        await using var db = world.Look();
        (await db.Deals.SingleAsync(row => row.Id == deal, Now)).StageId.ShouldBe(world.Negotiation);
        var change = await db.StageChanges.SingleAsync(row => row.Id == moved.ChangeId, Now);
        (change.FromStageId, change.ToStageId, change.ActorId, change.Reason).ShouldBe((world.Proposal, world.Negotiation, world.Ada.Id, "They called"));
        change.SecondsInStage.ShouldBe(4 * 86_400);
        (await db.Events.Where(e => e.SubjectId == deal).OrderByDescending(e => e.Id).FirstAsync(Now)).Type.ShouldBe("opportunity.stage_changed.v1");
    }

    [Fact]
    public async Task A_stale_version_is_refused_with_the_new_one()
    {
        var deal = world.Deal("Iris quality desk");
        var moved = await world.As(world.Ada, new MoveDeal(deal, world.Proposal));

        var stale = await Should.ThrowAsync<StaleVersion>(() => world.As(world.Ada, new MoveDeal(deal, world.Negotiation, moved.Version - 1)));

        stale.Current.ShouldBe(moved.Version);
        (await StageOf(deal)).ShouldBe(world.Proposal);
    }

    [Fact]
    public async Task An_unknown_stage_is_a_fault_of_the_input() =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new MoveDeal(world.AcmeRenewal, 999_999)))).Problems[0].Field.ShouldBe("stage_id");

    [Fact]
    public async Task A_stage_of_another_pipeline_is_refused() =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new MoveDeal(world.AcmeRenewal, world.Stage("Renewals/Due"))))).Code
            .ShouldBe("stage.other_pipeline");

    [Fact]
    public async Task Another_tenants_deal_does_not_exist() =>
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new MoveDeal(world.RivalDeal, world.Proposal)));

    [Fact]
    public async Task Another_tenants_stage_does_not_exist()
    {
        await using var rival = world.Look(world.Rival);
        var stage = await rival.Stages.Select(row => row.Id).FirstAsync(Now);

        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new MoveDeal(world.AcmeRenewal, stage)))).Problems[0].Code.ShouldBe("unknown");
    }

    [Fact]
    public async Task Who_only_reads_is_denied()
    {
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new MoveDeal(world.AcmeRenewal, world.Negotiation)));
        (await StageOf(world.AcmeRenewal)).ShouldBe(world.Proposal);
    }

    [Fact]
    public async Task A_deal_of_another_team_does_not_exist_for_a_rep() =>
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new MoveDeal(world.DeltaDesk, world.Negotiation)));

    [Fact]
    public async Task Losing_without_a_reason_is_refused_and_nothing_is_written()
    {
        var deal = world.Deal("Kestrel ground crew");
        await using var db = world.Look();
        var before = await db.StageChanges.CountAsync(Now);

        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new MoveDeal(deal, world.Lost)))).Code.ShouldBe("deal.lost_reason");

        (await db.StageChanges.CountAsync(Now)).ShouldBe(before);
        (await StageOf(deal)).ShouldBe(world.Proposal);
    }

    [Fact]
    public async Task A_deal_without_an_account_is_won_with_one()
    {
        var deal = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("Walk-in", 900m)));

        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new MoveDeal(deal, world.Won)))).Code.ShouldBe("deal.account_required");
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new MoveDeal(deal, world.Won, Fields: new MoveFields(AccountId: world.RivalAccount))))).Problems[0].Field.ShouldBe("account_id");
        await world.As(world.Ada, new MoveDeal(deal, world.Won, Fields: new MoveFields(AccountId: world.AcmeGmbH)));

        (await StageOf(deal)).ShouldBe(world.Won);
    }

    [Fact]
    public async Task An_undone_move_leaves_both_transitions()
    {
        var deal = world.Deal("Borealis service desk");
        var moved = await world.As(world.Ada, new MoveDeal(deal, world.Proposal));

        await world.As(world.Ada, new UndoDealMove(deal, moved.ChangeId));

        (await StageOf(deal)).ShouldBe(world.Qualified);
        await using var db = world.Look();
        (await db.StageChanges.CountAsync(change => change.DealId == deal, Now)).ShouldBe(3);
    }

    [Fact]
    public async Task Undo_after_another_move_is_refused()
    {
        var deal = world.Deal("Cobalt dispatch");
        var moved = await world.As(world.Ada, new MoveDeal(deal, world.Proposal));
        await world.As(world.Mia, new MoveDeal(deal, world.Negotiation));

        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new UndoDealMove(deal, moved.ChangeId)))).Code.ShouldBe("deal.moved_since");

        (await StageOf(deal)).ShouldBe(world.Negotiation);
    }

    [Fact]
    public async Task The_move_that_opened_a_deal_cannot_be_undone()
    {
        await using var db = world.Look();
        var opened = await db.StageChanges.Where(change => change.DealId == world.Deal("Acme second plant")).Select(change => change.Id).SingleAsync(Now);

        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new UndoDealMove(world.Deal("Acme second plant"), opened)));
    }

    private async Task<long> StageOf(long deal)
    {
        await using var db = world.Look();
        return await db.Deals.Where(row => row.Id == deal).Select(row => row.StageId).SingleAsync(Now);
    }
}
