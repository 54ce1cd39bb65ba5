using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

public sealed class ContactTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_contact_is_added_edited_assigned_deleted_and_restored()
    {
        var id = await world.As(world.Ada, new AddContact(new ContactFields("Ines", "Costa", "ines@costa.example", AccountId: world.AcmeGmbH)));
        (await world.As(world.Ada, new GetContact(id))).Links["account"].ShouldBe("Acme GmbH");

        (await world.As(world.Ada, new EditContact(id, new ContactFields("Ines", "Costa-Reis", "ines@costa.example"), 1))).ShouldBe(2);
        (await world.As(world.Ada, new AssignContact(id, world.Mia.Id, 2))).ShouldBe(3);
        await world.As(world.Mia, new DeleteContact(id, 3));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Mia, new GetContact(id)));
        await world.As(world.Mia, new RestoreContact(id));

        var contact = await world.As(world.Mia, new GetContact(id));
        contact.Name.ShouldBe("Ines Costa-Reis");
        contact.Owner.ShouldBe("Mia Tanaka");
        contact.Links["account"].ShouldBeNull();
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    [InlineData("@c")]
    public async Task What_is_no_address_is_refused(string email) =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new AddContact(new ContactFields(null, "X", email))))).Field.ShouldBe("email");

    [Fact]
    public async Task An_account_of_another_tenant_is_refused() =>
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new AddContact(new ContactFields(null, "X", AccountId: world.RivalAccount))));

    [Fact]
    public async Task A_stale_edit_is_refused()
    {
        var id = await world.As(world.Ada, new AddContact(new ContactFields("Sten", "Old")));
        await world.As(world.Ada, new EditContact(id, new ContactFields("Sten", "New"), 1));

        await Should.ThrowAsync<StaleVersion>(() => world.As(world.Ada, new EditContact(id, new ContactFields("Sten", "Older"), 1)));
    }

    [Fact]
    public async Task Nothing_of_another_tenant_can_be_reached()
    {
        var rivals = (await world.As(world.Rex, new ListContacts())).Rows[0].Id;

        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new GetContact(rivals)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new EditContact(rivals, new ContactFields(null, "X"))));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new DeleteContact(rivals)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new RestoreContact(rivals)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new GetContactHistory(rivals)));
    }

    [Fact]
    public async Task A_role_that_hides_the_phone_neither_sets_nor_wipes_it()
    {
        var id = await world.As(world.Admin, new AddContact(new ContactFields("Keep", "Phone", "keep@phone.example", "+49 30 1")));
        await HidePhonesFromAgents();

        (await world.As(world.Sam, new GetContact(id))).Fields.Phone.ShouldBeNull();
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Sam, new EditContact(id, new ContactFields("Keep", "Phone", Phone: "+49 30 2"))));
        await world.As(world.Sam, new EditContact(id, new ContactFields("Kept", "Phone", "keep@phone.example")));

        var contact = await world.As(world.Admin, new GetContact(id));
        contact.Fields.FirstName.ShouldBe("Kept");
        contact.Fields.Phone.ShouldBe("+49 30 1");
    }

    [Fact]
    public async Task A_slip_in_the_name_is_forgiven_and_a_number_is_enough()
    {
        var greta = world.Contact("greta.vogel@acme-gmbh.example");

        (await world.As(world.Ada, new FindContacts("great vogle"))).ShouldContain(hit => hit.Id == greta);
        (await world.As(world.Ada, new FindContacts($"ct_{greta}"))).Single().Label.ShouldBe("Greta Vogel");
        (await world.As(world.Ada, new FindContacts("acc_1"))).ShouldBeEmpty();
        (await world.As(world.Rex, new FindContacts("Greta"))).ShouldBeEmpty();
    }

    private async Task HidePhonesFromAgents()
    {
        await using var db = world.Look();
        var role = await db.Roles.SingleAsync(role => role.Key == "agent", TestContext.Current.CancellationToken);
        role.Hide([.. role.HiddenFields, "contact.phone"]);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
