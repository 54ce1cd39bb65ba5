using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Pipeline;

public sealed class AddDealTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_new_deal_belongs_to_whoever_adds_it_and_their_team()
    {
        var id = await world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("  New plant ", 12_000.5m, world.AcmeGmbH, NextStep: "Call")));

        var deal = await world.As(world.Ada, new GetDeal(id));
        (deal.Name, deal.Amount, deal.Currency, deal.NextStep, deal.Team).ShouldBe(("New plant", 12_000.5m, "EUR", "Call", "North"));
        deal.Owner!.Id.ShouldBe(world.Ada.Id);
        deal.Account!.Name.ShouldBe("Acme GmbH");
        deal.StageSince.ShouldBe(world.Clock.Now);
    }

    [Theory]
    [InlineData("", 1, "name")]
    [InlineData("Deal", -1, "amount")]
    [InlineData("Deal", 1e12, "amount")]
    public async Task What_does_not_fit_is_refused_by_its_field(string name, double amount, string field) =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new AddDeal(world.Qualified, new DealFields(name, (decimal)amount))))).Field.ShouldBe(field);

    [Fact]
    public async Task An_unknown_stage_is_a_fault_of_the_input() =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new AddDeal(1, new DealFields("Deal", 1m))))).Problems[0].Field.ShouldBe("stage_id");

    [Fact]
    public async Task A_deal_cannot_start_closed() =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new AddDeal(world.Won, new DealFields("Deal", 1m, world.AcmeGmbH))))).Code.ShouldBe("stage.not_a_start");

    [Fact]
    public async Task An_account_of_another_tenant_does_not_exist() =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new AddDeal(world.Qualified, new DealFields("Deal", 1m, world.RivalAccount))))).Problems[0].Field.ShouldBe("account_id");

    [Fact]
    public async Task Who_only_reads_is_denied() =>
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new AddDeal(world.Qualified, new DealFields("Deal", 1m))));
}
