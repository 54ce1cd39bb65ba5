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

    private Task<DealDetails> Get(long deal) => world.As(world.Ada, new GetDeal(deal));

    private async Task HideAmountsFromReps()
    {
        await using var db = world.Look();
        var rep = await db.Roles.SingleAsync(role => role.Key == "rep", TestContext.Current.CancellationToken);
        rep.Hide(["opportunity.amount"]);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
