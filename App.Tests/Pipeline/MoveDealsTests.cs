using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class MoveDealsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_deal_put_between_two_others_lies_there_for_everybody()
    {
        var column = await Column(world.Mia, world.Qualified);

        await Put(world.Mia, column[^1], world.Qualified, new Slot(AfterId: column[0]));

        (await Column(world.Mia, world.Qualified)).ShouldBe([column[0], column[^1], .. column[1..^1]]);
        await Put(world.Mia, column[^1], world.Qualified, new Slot(BeforeId: column[0]));
        (await Column(world.Mia, world.Qualified))[0].ShouldBe(column[^1]);
    }

    [Fact]
    public async Task Deals_move_together_into_a_slot_and_all_go_back()
    {
        var (from, to) = (await Column(world.Mia, world.Proposal), await Column(world.Mia, world.Negotiation));
        long[] two = [from[0], from[1]];

        var moved = await world.As(world.Mia, new MoveDeals([.. two.Select(id => new DealAt(id, world.Proposal))], world.Negotiation, new Slot(AfterId: to[0])));

        moved.ShouldAllBe(deal => deal.Refused == null && deal.ChangeId != null);
        (await Column(world.Mia, world.Negotiation)).ShouldBe([to[0], .. two, .. to[1..]]);
        await world.As(world.Mia, new UndoDealMoves([.. moved.Select(Back)]));
        (await Column(world.Mia, world.Proposal)).ShouldBe(from);
        (await Column(world.Mia, world.Negotiation)).ShouldBe(to);
    }

    [Fact]
    public async Task Each_is_judged_by_itself()
    {
        var free = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("Without account", 5m)));
        var bound = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("With account", 5m, world.AcmeGmbH)));

        var moved = await world.As(world.Ada, new MoveDeals([new DealAt(free), new DealAt(bound), new DealAt(long.MaxValue)], world.Won));

        moved.Select(deal => deal.Refused is null).ShouldBe([false, true, false]);
        moved[0].Refused!.ShouldContain("account");
        (await StageOf(free), await StageOf(bound)).ShouldBe((world.Qualified, world.Won));
    }

    [Fact]
    public async Task One_that_somebody_moved_meanwhile_stays_and_says_who_did_it()
    {
        var deal = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("Raced", 5m)));
        await world.As(world.Mia, new MoveDeal(deal, world.Proposal));

        var moved = await world.As(world.Ada, new MoveDeals([new DealAt(deal, world.Qualified)], world.Negotiation));

        moved[0].Refused.ShouldBe("Mia Tanaka moved it to Proposal a moment ago.");
    }

    [Fact]
    public async Task An_undo_of_what_was_moved_since_is_refused_with_what_happened()
    {
        var deal = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("Moved on", 5m)));
        var moved = await world.As(world.Ada, new MoveDeals([new DealAt(deal)], world.Proposal));
        await world.As(world.Mia, new MoveDeal(deal, world.Negotiation));

        var back = await world.As(world.Ada, new UndoDealMoves([Back(moved[0])]));

        back[0].Refused.ShouldBe("Mia Tanaka moved it to Negotiation a moment ago.");
        (await StageOf(deal)).ShouldBe(world.Negotiation);
    }

    [Fact]
    public async Task Redo_is_the_undo_of_the_undo_and_keeps_why_it_was_lost()
    {
        var deal = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("There and back", 5m)));
        var lost = await world.As(world.Ada, new MoveDeals([new DealAt(deal)], world.Lost, Reason: "Too dear"));
        var step = MovedStep.Of("lost", lost, "Too dear");
        var back = await world.As(world.Ada, new UndoDealMoves(step.Moves));
        (await StageOf(deal)).ShouldBe(world.Qualified);

        await world.As(world.Ada, new UndoDealMoves([Back(back[0]) with { Reason = "Too dear" }]));

        await using var db = world.Look();
        (await db.Deals.Where(row => row.Id == deal).Select(row => row.LostReason).SingleAsync(TestContext.Current.CancellationToken)).ShouldBe("Too dear");
    }

    [Fact]
    public async Task Cards_without_room_between_them_make_some()
    {
        var column = await Column(world.Mia, world.Qualified);
        await using (var db = world.Look())
        {
            await db.Deals.Where(deal => column.Contains(deal.Id)).ExecuteUpdateAsync(set => set.SetProperty(deal => deal.Rank, 77L), TestContext.Current.CancellationToken);
        }

        var level = await Column(world.Mia, world.Qualified);
        await Put(world.Mia, level[^1], world.Qualified, new Slot(AfterId: level[0]));

        (await Column(world.Mia, world.Qualified)).ShouldBe([level[0], level[^1], .. level[1..^1]]);
    }

    [Fact]
    public async Task A_viewer_moves_nothing() =>
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new MoveDeals([new DealAt(world.AcmeRenewal)], world.Negotiation)));

    [Fact]
    public async Task Deals_are_given_to_somebody_and_back_unless_that_has_changed()
    {
        var deal = await world.As(world.Mia, new AddDeal(world.Qualified, new DealFields("Given", 5m), world.Ada.Id));

        (await world.As(world.Mia, new AssignDeals([new OwnerChange(deal, world.Ben.Id, world.Ada.Id)])))[0].Refused.ShouldBeNull();
        (await world.As(world.Mia, new AssignDeals([new OwnerChange(deal, world.Mia.Id, world.Ada.Id)])))[0].Refused.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_who_has_left_is_given_a_deal()
    {
        var gone = await world.AsSoftware(world.Acme, new Access.AddUser("Gus Gone", "gus.gone@acme.example", ["rep"], []));
        await world.As(world.Admin, new Access.DeactivateUser(gone));
        var deal = await world.As(world.Mia, new AddDeal(world.Qualified, new DealFields("Of somebody who stays", 5m), world.Ada.Id));

        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new AddDeal(world.Qualified, new DealFields("Nobody's", 5m), gone)))).Problems[0].Code.ShouldBe("inactive");
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new AssignDeal(deal, gone)))).Problems[0].Field.ShouldBe("owner_id");
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new EditCard(deal, new CardFields(5m, null, null, gone))));
        var given = await world.As(world.Mia, new AssignDeals([new OwnerChange(deal, gone, world.Ada.Id), new OwnerChange(world.DeltaDesk, world.Ada.Id, world.Ben.Id)]));

        given[0].Refused!.ShouldContain("no longer works here");
        given[1].Refused.ShouldBeNull();
        (await world.As(world.Mia, new GetDeal(deal))).Owner!.Id.ShouldBe(world.Ada.Id);
    }

    private static MovedBack Back(MovedDeal moved) => new(moved.DealId, moved.ChangeId, moved.FromRank, moved.Rank);

    private async Task Put(Person person, long deal, long stage, Slot slot) =>
        (await world.As(person, new MoveDeals([new DealAt(deal, stage)], stage, slot)))[0].Refused.ShouldBeNull();

    private async Task<List<long>> Column(Person person, long stage) =>
        [.. (await world.As(person, new GetBoardLane(world.SalesPipeline, stage, BoardFilter.None))).Rows.Select(card => card.Id)];

    private async Task<long> StageOf(long deal)
    {
        await using var db = world.Look();
        return await db.Deals.Where(row => row.Id == deal).Select(row => row.StageId).SingleAsync(TestContext.Current.CancellationToken);
    }
}
