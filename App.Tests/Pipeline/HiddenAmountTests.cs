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

    private async Task HideAmountsFromReps()
    {
        await using var db = world.Look();
        var rep = await db.Roles.SingleAsync(role => role.Key == "rep", TestContext.Current.CancellationToken);
        rep.Hide(["opportunity.amount"]);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
