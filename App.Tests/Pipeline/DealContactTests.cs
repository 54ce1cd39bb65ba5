using CrmLive.Customers;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Pipeline;

public sealed class DealContactTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Contacts_have_parts_and_the_primary_one_stands_first()
    {
        var deal = world.Deal("Acme second plant");
        var primary = (await Deal(deal)).ContactId!.Value;
        var (boss, lawyer) = (await Contact("Bossman"), await Contact("Lawless"));

        await world.As(world.Ada, new SetDealContact(deal, boss, BuyingRole.Champion));
        await world.As(world.Ada, new SetDealContact(deal, lawyer, BuyingRole.Legal));
        await world.As(world.Ada, new SetDealContact(deal, boss, BuyingRole.DecisionMaker));

        var people = await world.As(world.Ada, new ListDealContacts(deal));
        people.Select(person => (person.ContactId, person.Role, person.IsPrimary)).ShouldBe(
            [(primary, null, true), (boss, BuyingRole.DecisionMaker, false), (lawyer, BuyingRole.Legal, false)]);
        (await world.As(world.Ada, new ListRelatedDeals(ContactId: boss))).ShouldHaveSingleItem().Role.ShouldBe(BuyingRole.DecisionMaker);
        (await world.As(world.Ada, new GetDealHistory(deal))).Rows[0].Changes.ShouldContain(change => change.Field == "contact_id" && change.After == "Bossman");
    }

    [Fact]
    public async Task Who_leaves_the_deal_is_no_longer_the_primary_contact_either()
    {
        var deal = world.Deal("Fjord help desk");
        var primary = (await Deal(deal)).ContactId!.Value;
        await world.As(world.Ada, new SetDealContact(deal, primary, BuyingRole.User));

        await world.As(world.Ada, new RemoveDealContact(deal, primary));

        (await Deal(deal)).ContactId.ShouldBeNull();
        (await world.As(world.Ada, new ListDealContacts(deal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Contacts_added_at_the_same_moment_are_all_there()
    {
        var deal = world.Deal("Iris quality desk");
        var contacts = new[] { await Contact("One"), await Contact("Two"), await Contact("Three") };

        await Task.WhenAll(contacts.Select(contact => world.As(world.Ada, new SetDealContact(deal, contact, BuyingRole.User))));

        contacts.Except((await world.As(world.Ada, new ListDealContacts(deal))).Select(person => person.ContactId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hidden_address_stays_hidden_in_a_deal() =>
        (await world.As(world.Viewer, new ListDealContacts(world.AcmeRenewal))).ShouldAllBe(person => person.Email == null && person.Phone == null);

    [Fact]
    public async Task Nobody_joins_from_another_tenant_and_nobody_looks_in()
    {
        var contact = await Contact("Outside");

        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new ListDealContacts(world.AcmeRenewal)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new SetDealContact(world.AcmeRenewal, contact, BuyingRole.User)));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Rita, new SetDealContact(world.RivalDeal, contact, BuyingRole.User)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new SetDealContact(world.AcmeRenewal, contact, BuyingRole.User)));
    }

    private Task<long> Contact(string name) => world.As(world.Mia, new AddContact(new ContactFields(null, name)));

    private Task<DealDetails> Deal(long deal) => world.As(world.Ada, new GetDeal(deal));
}
