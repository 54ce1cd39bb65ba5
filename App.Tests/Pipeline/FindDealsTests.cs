using CrmLive.Support;

namespace CrmLive.Pipeline;

public sealed class FindDealsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_deal_is_found_by_a_misspelt_name_or_its_number_within_reach_only()
    {
        (await world.As(world.Ada, new FindDeals("acme renwal"))).ShouldContain(hit => hit.Id == world.AcmeRenewal);
        (await world.As(world.Ada, new FindDeals($"opp_{world.AcmeRenewal}"))).Single().Note.ShouldBe("Acme GmbH");
        (await world.As(world.Ben, new FindDeals("Acme renewal"))).ShouldBeEmpty();
        (await world.As(world.Admin, new FindDeals("Secret deal"))).ShouldBeEmpty();
    }
}
