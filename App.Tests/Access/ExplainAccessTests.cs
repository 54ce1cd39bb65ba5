using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Access;

public sealed class ExplainAccessTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Says_why_ben_cannot_see_the_deal_of_ada()
    {
        var why = await Ask(world.Ben, $"opp_{world.AcmeRenewal}");

        why.IsAllowed.ShouldBeFalse();
        why.Reasons[0].ShouldBe("Ben Okafor has Sales rep, which grants opportunity.read for records of their teams.");
        why.Reasons[1].ShouldContain("neither owns the record nor is in its team");
    }

    [Fact]
    public async Task Says_why_ada_can() => (await Ask(world.Ada, $"opp_{world.AcmeRenewal}", "update")).Reasons[^1].ShouldBe("Ada Lovelace owns the record.");

    [Fact]
    public async Task Says_which_role_hides_a_field()
    {
        var why = await Ask(world.Sam, $"opp_{world.AcmeRenewal}", field: "opportunity.amount");

        why.IsAllowed.ShouldBeFalse();
        why.Reasons.ShouldContain("Support agent hides opportunity.amount.");
    }

    [Fact]
    public async Task A_record_of_another_tenant_does_not_exist() =>
        (await Ask(world.Admin, $"opp_{world.RivalDeal}")).Reasons.ShouldHaveSingleItem().ShouldContain("There is no opp_");

    [Fact]
    public async Task A_kind_is_enough_for_a_question() => (await Ask(world.Viewer, "opportunity", "delete")).IsAllowed.ShouldBeFalse();

    [Fact]
    public async Task Nonsense_is_refused_in_words()
    {
        await Should.ThrowAsync<InvalidInput>(() => Ask(world.Ada, "moon"));
        await Should.ThrowAsync<InvalidInput>(() => Ask(world.Ada, ""));
        await Should.ThrowAsync<InvalidInput>(() => Ask(world.Ada, "opportunity", "fly"));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Mia, new ExplainAccess(world.Rita.Id, "opportunity")));
    }

    private Task<Explanation> Ask(Person person, string record, string? action = null, string? field = null) =>
        world.As(world.Mia, new ExplainAccess(person.Id, record, action, field));
}
