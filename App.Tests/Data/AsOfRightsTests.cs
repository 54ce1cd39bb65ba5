using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Data;

/// <summary>Who may see a record today sees all its past; who may not sees none of it, whoever owned it then.</summary>
public sealed class AsOfRightsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_deal_that_was_given_away_takes_its_past_along()
    {
        var deal = world.Deal("Granite branches");
        await world.As(world.Ben, new AddDealLine(deal, world.Product("Desk Team"), 2, 100m));
        await world.As(world.Ben, new SetDealContact(deal, world.Contact("beat@granite.example"), BuyingRole.Champion));
        var then = await Hour();
        await world.As(world.Mia, new AssignDeal(deal, world.Ada.Id));
        await Hour();

        (await world.As(world.Ada, new GetDeal(deal, then))).Owner!.Name.ShouldBe(world.Ben.Name);
        (await world.As(world.Ada, new ListDealLines(deal, then))).Lines.Count.ShouldBe(1);
        (await world.As(world.Ada, new ListDealContacts(deal, then))).ShouldContain(person => person.Role == BuyingRole.Champion);
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new GetDeal(deal, then)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new ListDealLines(deal, then)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new ListDealContacts(deal, then)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new GetDeal(deal, then)));
    }

    [Fact]
    public async Task So_do_accounts_and_contacts_for_roles_that_see_their_teams_only()
    {
        await SeeTeamsOnly();
        var account = await world.As(world.Ada, new AddAccount(new AccountFields("Passed on")));
        var contact = await world.As(world.Ada, new AddContact(new ContactFields(null, "Passed-On", AccountId: account)));
        var then = await Hour();
        await world.As(world.Mia, new AssignAccount(account, world.Ben.Id));
        await world.As(world.Mia, new AssignContact(contact, world.Ben.Id));
        await Hour();

        (await world.As(world.Ben, new GetAccount(account, then))).Owner.ShouldBe(world.Ada.Name);
        (await world.As(world.Ben, new GetContact(contact, then))).Links["account"].ShouldBe("Passed on");
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetAccount(account, then)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetContact(contact, then)));
    }

    [Fact]
    public async Task What_a_role_hides_is_hidden_of_the_past_too_and_names_keep_to_the_rights_of_today()
    {
        await SeeTeamsOnly();
        var account = await world.As(world.Ben, new AddAccount(new AccountFields("Of the south")));
        var deal = await world.As(world.Ben, new AddDeal(world.Qualified, new DealFields("With an account of the south", 5m, account)));
        var then = await Hour();
        await world.As(world.Mia, new AssignDeal(deal, world.Ada.Id));

        (await world.As(world.Sam, new GetDeal(deal, then))).Amount.ShouldBeNull();
        (await world.As(world.Ada, new GetDeal(deal, then))).Account.ShouldBeNull();
        (await world.As(world.Mia, new GetDeal(deal, then))).Account!.Name.ShouldBe("Of the south");
    }

    [Fact]
    public async Task The_past_of_what_is_in_the_bin_can_still_be_looked_at()
    {
        var account = await world.As(world.Ada, new AddAccount(new AccountFields("Binned")));
        var then = await Hour();
        await world.As(world.Ada, new DeleteAccount(account));
        var gone = await Hour();

        (await world.As(world.Ada, new GetAccount(account, then))).Fields.Name.ShouldBe("Binned");
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetAccount(account, gone)));
    }

    // The instant before an hour passes.
    private Task<DateTimeOffset> Hour()
    {
        var then = world.Clock.Now;
        world.Clock.Advance(TimeSpan.FromHours(1));
        return Task.FromResult(then);
    }

    private async Task SeeTeamsOnly()
    {
        var rep = (await world.AsSoftware(world.Acme, new Access.ListRoles())).Single(role => role.Key == "rep");
        var grants = Access.RoleDefinition.Named("rep")!.Grants.ToDictionary(
            grant => grant.Key.ToString(), grant => grant.Key.Action == Access.Permission.Read && grant.Key.Entity is "account" or "contact" ? Access.Reach.Team : grant.Value);
        await world.As(world.Admin, new Access.EditRole(rep.Id, grants, []));
    }
}
