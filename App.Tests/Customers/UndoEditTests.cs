using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

public sealed class UndoEditTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edit_is_taken_back_field_by_field_and_can_be_done_again()
    {
        var account = await Account("Undo Ltd");
        var edit = await world.As(world.Ada, new EditAccount(account, new AccountFields("Undo Ltd", Website: "w", Phone: "1"), 1));
        await world.As(world.Mia, new EditAccount(account, new AccountFields("Undo Ltd", Website: "w", Industry: "Air", Phone: "1"), edit));

        var undone = await world.As(world.Ada, new UndoAccountEdit(account, edit));

        (await Read(account)).ShouldBe((null, "Air"));
        await world.As(world.Ada, new UndoAccountEdit(account, undone));
        (await Read(account)).ShouldBe(("1", "Air"));
    }

    [Fact]
    public async Task What_somebody_changed_since_is_refused_with_who_it_was()
    {
        var account = await Account("Conflict Ltd");
        var edit = await world.As(world.Ada, new EditAccount(account, new AccountFields("Conflict Ltd", Phone: "1"), 1));
        await world.As(world.Mia, new EditAccount(account, new AccountFields("Conflict Ltd", Phone: "2"), edit));

        (await Should.ThrowAsync<FieldConflict>(() => world.As(world.Ada, new UndoAccountEdit(account, edit)))).Fields[0].ChangedBy.ShouldBe("Mia Tanaka");
    }

    [Fact]
    public async Task Nobody_takes_back_what_somebody_else_did()
    {
        var account = await Account("Theirs Ltd");
        var edit = await world.As(world.Ada, new EditAccount(account, new AccountFields("Theirs Ltd", Phone: "1"), 1));

        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Mia, new UndoAccountEdit(account, edit)))).Code.ShouldBe("record.not_edited");
    }

    [Fact]
    public async Task Contacts_and_products_too()
    {
        var contact = await world.As(world.Ada, new AddContact(new ContactFields("Con", "Tact", Title: "Buyer")));
        var changed = await world.As(world.Ada, new EditContact(contact, new ContactFields("Con", "Tact", Title: "Chief"), 1));
        await world.As(world.Ada, new UndoContactEdit(contact, changed));
        var product = await world.As(world.Admin, new AddProduct(new ProductFields("Undo desk", null, 1m, "EUR")));
        var dearer = await world.As(world.Admin, new EditProduct(product, new ProductFields("Undo desk", null, 2m, "EUR"), 1));
        await world.As(world.Admin, new UndoProductEdit(product, dearer));

        await using var db = world.Look();
        (await db.Contacts.SingleAsync(row => row.Id == contact, Ct)).Title.ShouldBe("Buyer");
        (await db.Products.SingleAsync(row => row.Id == product, Ct)).ListPrice.ShouldBe(1m);
    }

    [Fact]
    public async Task Who_gave_a_record_out_of_their_reach_calls_it_back_for_a_while()
    {
        var account = await Account("Gone Ltd");
        var given = await world.As(world.Ada, new AssignAccount(account, world.Ben.Id));
        await Should.ThrowAsync<Exception>(() => world.As(world.Ada, new EditAccount(account, new AccountFields("Gone Ltd", Phone: "1"))));

        await world.As(world.Ada, new UndoAccountEdit(account, given));

        (await world.As(world.Ada, new GetAccount(account))).OwnerId.ShouldBe(world.Ada.Id);
    }

    [Fact]
    public async Task Only_who_gave_it_only_for_a_while_and_only_as_long_as_nobody_went_on_with_it()
    {
        var account = await Account("Away Ltd");
        var given = await world.As(world.Ada, new AssignAccount(account, world.Ben.Id));
        await Should.ThrowAsync<Exception>(() => world.As(world.Viewer, new UndoAccountEdit(account, given)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new UndoAccountEdit(account, given - 1)));
        await world.As(world.Ben, new EditAccount(account, new AccountFields("Away Ltd", Phone: "3")));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new UndoAccountEdit(account, given)));

        var late = await Account("Late Ltd");
        var handed = await world.As(world.Ada, new AssignAccount(late, world.Ben.Id));
        world.Clock.Advance(EditUndo.Kept + TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new UndoAccountEdit(late, handed)));
    }

    private Task<long> Account(string name) => world.As(world.Ada, new AddAccount(new AccountFields(name)));

    private async Task<(string? Phone, string? Industry)> Read(long account)
    {
        await using var db = world.Look();
        var row = await db.Accounts.SingleAsync(one => one.Id == account, Ct);
        return (row.Phone, row.Industry);
    }
}
