using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Pipeline;

public sealed class EditDealTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Whoever_gives_a_deal_away_is_told_when_somebody_else_did_meanwhile()
    {
        var deal = world.Deal("Kestrel ground crew");
        await world.As(world.Mia, new AssignDeal(deal, world.Ben.Id, Replaces: new FormerOwner(world.Ada.Id)));

        var refused = await Should.ThrowAsync<StaleVersion>(() => world.As(world.Mia, new AssignDeal(deal, world.Mia.Id, Replaces: new FormerOwner(world.Ada.Id))));

        refused.Message.ShouldBe($"Ben Okafor has owned this deal since {world.Clock.Now.UtcDateTime:d MMM yyyy, HH:mm} UTC; Mia Tanaka changed it while you did. Choose again if you still want to.");
        (await world.As(world.Mia, new GetDeal(deal))).Owner!.Name.ShouldBe("Ben Okafor");
        await world.As(world.Mia, new AssignDeal(deal, world.Ben.Id, Replaces: new FormerOwner(world.Ada.Id)));
        await world.As(world.Mia, new AssignDeal(deal, null, Replaces: new FormerOwner(world.Ben.Id)));
        (await Should.ThrowAsync<StaleVersion>(() => world.As(world.Mia, new AssignDeal(deal, world.Mia.Id, Replaces: new FormerOwner(world.Ben.Id))))).Message.ShouldStartWith("Nobody has owned");
        await world.As(world.Mia, new AssignDeal(deal, world.Ada.Id, Replaces: new FormerOwner(null)));
    }

    [Fact]
    public async Task An_edit_keeps_what_was_typed_and_counts_the_version()
    {
        var before = await Get(world.Deal("Acme second plant"));

        var version = await world.As(world.Ada, new EditDeal(before.Id, before.Fields() with { Name = "Acme third plant", Amount = 41_000m }, before.Version));

        var after = await Get(before.Id);
        (after.Name, after.Amount, after.Version, after.NextStep).ShouldBe(("Acme third plant", 41_000m, version, "Site visit"));
        version.ShouldBe(before.Version + 1);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1969)]
    [InlineData(2200)]
    public async Task A_year_of_the_close_that_nobody_means_is_refused(int year)
    {
        var before = await Get(world.Deal("Fjord Wind pilot"));

        var refused = await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new EditDeal(before.Id, before.Fields() with { ExpectedClose = new DateOnly(year, 1, 31) }, before.Version)));

        (refused.Faults.Single().Field, refused.Message).ShouldBe(("expected_close", "The expected close lies between 1970 and 2199. Check its year."));
        (await Get(before.Id)).ExpectedClose.ShouldBe(before.ExpectedClose);
    }

    [Fact]
    public async Task A_stale_edit_is_refused_and_changes_nothing()
    {
        var before = await Get(world.Deal("Fjord help desk"));
        await world.As(world.Ada, new EditDeal(before.Id, before.Fields() with { NextStep = "Ask Lars" }, before.Version));

        await Should.ThrowAsync<StaleVersion>(() => world.As(world.Ada, new EditDeal(before.Id, before.Fields() with { NextStep = "Ask Siri" }, before.Version)));

        (await Get(before.Id)).NextStep.ShouldBe("Ask Lars");
    }

    [Fact]
    public async Task A_deal_goes_to_another_owner_and_their_team()
    {
        var deal = world.Deal("Kestrel ground crew");

        await world.As(world.Mia, new AssignDeal(deal, world.Ben.Id));

        var after = await world.As(world.Mia, new GetDeal(deal));
        (after.Owner!.Name, after.Team).ShouldBe(("Ben Okafor", "South"));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetDeal(deal)));
    }

    [Fact]
    public async Task An_owner_of_another_tenant_does_not_exist() =>
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new AssignDeal(world.AcmeRenewal, world.Rita.Id)));

    [Fact]
    public async Task The_history_of_a_deal_tells_transitions_and_edits_in_words()
    {
        var deal = await Get(world.Deal("Fjord Wind pilot"));
        await world.As(world.Ada, new MoveDeal(deal.Id, world.Proposal, Reason: "They asked for it"));
        await world.As(world.Ada, new EditDeal(deal.Id, deal.Fields() with { ContactId = null, AccountId = world.AcmeGmbH }));

        var transitions = (await world.As(world.Ada, new ListStageChanges(deal.Id))).Rows;
        var history = (await world.As(world.Ada, new GetDealHistory(deal.Id))).Rows;

        (transitions[0].From, transitions[0].To, transitions[0].Actor, transitions[0].Reason).ShouldBe(("Qualified", "Proposal", "Ada Lovelace", "They asked for it"));
        transitions[0].InStage.ShouldBe(TimeSpan.FromDays(33));
        history[0].Changes.ShouldContain(change => change.Field == "account_id" && change.Before == "Fjord Wind" && change.After == "Acme GmbH");
        history[1].Changes.ShouldContain(change => change.Field == "to_stage_id" && change.After == "Proposal");
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new ListStageChanges(deal.Id)));
    }

    [Fact]
    public async Task A_binned_deal_is_gone_until_it_is_restored()
    {
        var deal = world.Deal("Cobalt dispatch");

        await world.As(world.Ada, new DeleteDeal(deal));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetDeal(deal)));
        await world.As(world.Ada, new RestoreDeal(deal));

        (await Get(deal)).Name.ShouldBe("Cobalt dispatch");
    }

    [Fact]
    public async Task Who_may_not_delete_may_not_restore_either()
    {
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new DeleteDeal(world.AcmeRenewal)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new RestoreDeal(world.AcmeRenewal)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new RestoreDeal(world.AcmeRenewal)));
    }

    private Task<DealDetails> Get(long deal) => world.As(world.Ada, new GetDeal(deal));
}
