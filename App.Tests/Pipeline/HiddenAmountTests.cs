using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Changes what a role sees, so it has a world of its own.</summary>
public sealed class HiddenAmountTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_hidden_amount_is_neither_shown_nor_wiped_nor_set()
    {
        var deal = world.Deal("Iris lab service");
        await HideAmountsFromReps();
        var seen = await Get(deal);

        seen.Amount.ShouldBeNull();
        await world.As(world.Ada, new EditDeal(deal, seen.Fields() with { Name = "Iris laboratory" }, seen.Version));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new EditDeal(deal, seen.Fields() with { Amount = 1m })));

        (await world.As(world.Mia, new GetDeal(deal))).Amount.ShouldBe(7_800m);
    }

    [Fact]
    public async Task A_hidden_amount_is_not_set_to_zero_by_a_move_nor_found_out_by_a_filter()
    {
        var deal = world.Deal("Acme second plant");
        await HideAmountsFromReps();

        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new MoveDeal(deal, world.Proposal, Fields: new MoveFields(Amount: 0m))));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new AskForException(deal, world.Proposal, "They sign", Fields: new MoveFields(Amount: 0m))));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new ListDeals(Filter: new DealFilter(AmountOver: 0m))));
        await world.As(world.Ada, new MoveDeal(deal, world.Proposal, Fields: new MoveFields(NextStep: "Call")));

        (await world.As(world.Mia, new GetDeal(deal))).Amount.ShouldBe(37_000m);
    }

    [Fact]
    public async Task An_edit_on_the_card_keeps_what_its_writer_does_not_see()
    {
        var deal = world.Deal("Iris lab service");
        await world.As(world.Mia, new EditCard(deal, new CardFields(7_800m, "Ask for the secret", null, world.Ada.Id)));
        await Hide("opportunity.amount", "opportunity.next_step");

        await world.As(world.Ada, new EditCard(deal, new CardFields(null, "", new DateOnly(2026, 5, 4), world.Ada.Id)));

        var kept = await world.As(world.Mia, new GetDeal(deal));
        (kept.Amount, kept.NextStep).ShouldBe((7_800m, "Ask for the secret"));
    }

    [Fact]
    public async Task A_line_that_is_changed_or_put_back_keeps_the_price_that_its_writer_does_not_see()
    {
        var deal = world.Deal("Cobalt dispatch");
        await world.As(world.Mia, new AddDealLine(deal, world.Product("Desk Team"), 2, 4_321m, 0.25m));
        await HideAmountsFromReps();
        var seen = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();
        seen.UnitPrice.ShouldBeNull();

        await world.As(world.Ada, new ChangeDealLine(deal, seen.Id, seen.Fields() with { Quantity = 3m }, seen.Version));
        var changed = (await world.As(world.Ada, new ListDealLines(deal))).Lines.Single();
        await world.As(world.Ada, new RemoveDealLine(deal, changed.Id));
        await world.As(world.Ada, new RestoreDealLine(deal, changed.Id, changed.Version));

        var back = (await world.As(world.Mia, new ListDealLines(deal))).Lines.Single();
        (back.Quantity, back.UnitPrice, back.Discount).ShouldBe((3m, 4_321m, 0.25m));
    }

    private Task<DealDetails> Get(long deal) => world.As(world.Ada, new GetDeal(deal));

    private Task HideAmountsFromReps() => Hide("opportunity.amount");

    private async Task Hide(params string[] fields)
    {
        await using var db = world.Look();
        var rep = await db.Roles.SingleAsync(role => role.Key == "rep", TestContext.Current.CancellationToken);
        rep.Hide(fields);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
