using CrmLive.Pipeline;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Support;

public sealed class WorldTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_acme_renewal_stands_in_proposal_since_23_days()
    {
        await using var db = world.Look();

        var deal = await db.Deals.SingleAsync(deal => deal.Id == world.AcmeRenewal, TestContext.Current.CancellationToken);

        deal.Amount.ShouldBe(48_000m);
        deal.OwnerId.ShouldBe(world.Ada.Id);
        deal.StageId.ShouldBe(world.Proposal);
        deal.StageSince.ShouldBe(world.Clock.Now.AddDays(-23));
        deal.ChangedAt.ShouldBe(deal.StageSince);
        deal.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Ada_moves_her_deal_and_ben_cannot_see_it()
    {
        var moved = await world.As(world.Ada, new MoveDeal(world.Deal("Fjord help desk"), world.Negotiation));

        moved.ToStageId.ShouldBe(world.Negotiation);
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new MoveDeal(moved.DealId, world.Proposal)));
    }

    [Fact]
    public async Task Nobody_of_acme_sees_the_rival() =>
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new MoveDeal(world.RivalDeal, world.Proposal)));
}
