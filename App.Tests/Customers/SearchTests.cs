using CrmLive.Access;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

public sealed class SearchTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        if ((await Contacts("Capek")).Count > 0)
        {
            return;
        }

        var account = await world.As(world.Mia, new AddAccount(new AccountFields("Ångström Möbelwerke", "https://www.angstroem.example", Phone: "+46 8 123 45 67")));
        await world.As(world.Mia, new AddContact(new ContactFields("Karel", "Čapek", "karel.c@robots.example", "+49 (0)30 1234-567", "Chief Machine Officer", account)));
        await world.As(world.Mia, new AddContact(new ContactFields("Zoe\u0308", "Kjær", null, "0171/99 88 77 66", null, null)));
        await world.As(world.Mia, new AddContact(new ContactFields("Siobhán", "O’Brien", null, null, null, null)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("Capek", "Karel Čapek")]
    [InlineData("C\u030Capek", "Karel Čapek")]
    [InlineData("čAPEK karel", "Karel Čapek")]
    [InlineData("pek", "Karel Čapek")]
    [InlineData("Zoe", "Zoë Kjær")]
    [InlineData("zo\u00EB", "Zoë Kjær")]
    [InlineData("kjaer", "Zoë Kjær")]
    [InlineData("obrien", "Siobhán O’Brien")]
    [InlineData("O'Brien", "Siobhán O’Brien")]
    [InlineData("Angstrom", "Karel Čapek")]
    [InlineData("karel.c@robots.example", "Karel Čapek")]
    [InlineData("robots.ex", "Karel Čapek")]
    [InlineData("chief machine", "Karel Čapek")]
    [InlineData("+49 30 1234567", "Karel Čapek")]
    [InlineData("0049301234567", "Karel Čapek")]
    [InlineData("030/1234567", "Karel Čapek")]
    [InlineData("1234-567", "Karel Čapek")]
    [InlineData("4567", "Karel Čapek")]
    [InlineData("0171 99887766", "Zoë Kjær")]
    [InlineData("+49 171 99887766", "Zoë Kjær")]
    [InlineData("Čapeck", "Karel Čapek")]
    [InlineData("kjear", "Zoë Kjær")]
    [InlineData("karel capke", "Karel Čapek")]
    public async Task A_contact_is_found_however_it_is_spelled(string typed, string name)
    {
        (await Contacts(typed)).ShouldContain(name);
        (await world.As(world.Mia, new FindContacts(typed))).Select(hit => hit.Label).ShouldContain(name);
    }

    [Theory]
    [InlineData("Angstrom")]
    [InlineData("mobelwerke")]
    [InlineData("belwer")]
    [InlineData("angstorm")]
    [InlineData("angstroem.example")]
    [InlineData("08-1234567")]
    public async Task An_account_is_found_however_it_is_spelled(string typed)
    {
        (await world.As(world.Mia, new ListAccounts(typed))).Rows.Select(row => row.Name).ShouldBe(["Ångström Möbelwerke"]);
        (await world.As(world.Mia, new FindAccounts(typed)))[0].Label.ShouldBe("Ångström Möbelwerke");
    }

    [Theory]
    [InlineData("zqxj%_")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("capek zqxj")]
    [InlineData("\u200B%")]
    [InlineData("1234568")]
    public async Task What_nobody_has_finds_nobody(string typed) => (await Contacts(typed)).ShouldBeEmpty();

    [Fact]
    public async Task One_letter_is_what_names_begin_with() =>
        (await Contacts("c")).ShouldAllBe(name => name.Split(' ', StringSplitOptions.None).Last().StartsWith('C') || name.Contains("Čapek"));

    [Fact]
    public async Task Nobody_finds_by_what_is_hidden_from_them()
    {
        (await world.As(world.Viewer, new ListContacts("robots"))).Rows.ShouldBeEmpty();
        (await world.As(world.Viewer, new ListContacts("robosts"))).Rows.ShouldBeEmpty();
        (await world.As(world.Viewer, new ListContacts("+49 30 1234567"))).Rows.ShouldBeEmpty();
        (await world.As(world.Viewer, new FindContacts("robots"))).ShouldBeEmpty();
        (await world.As(world.Viewer, new ListContacts("capek"))).Rows.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Words_follow_the_record_and_stay_with_its_tenant()
    {
        var id = await world.As(world.Mia, new AddAccount(new AccountFields("Quasar Lamps")));
        (await Accounts("quasar")).ShouldBe(["Quasar Lamps"]);

        await world.As(world.Mia, new EditAccount(id, new AccountFields("Pulsar Lamps"), 1));

        (await Accounts("quasar")).ShouldBeEmpty();
        (await Accounts("pulsar")).ShouldBe(["Pulsar Lamps"]);
        (await world.As(world.Rex, new ListAccounts("pulsar"))).Rows.ShouldBeEmpty();
        await using var db = world.Look();
        (await db.SearchWords.Where(word => word.Kind == "account" && word.RecordId == id && word.Word == "quasar").AnyAsync(Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Deals_are_found_by_their_account_and_owner_and_a_slip_is_forgiven()
    {
        var found = await world.As(world.Mia, new ListDeals("acmee", Order: DealOrder.Name, Descending: false));

        found.Rows.Select(row => row.Name).ShouldContain("Acme renewal");
        (await world.As(world.Mia, new ListDeals("okafor"))).Rows.ShouldAllBe(row => row.Owner == "Ben Okafor");
        (await world.As(world.Mia, new SumDeals(new ListDeals("acmee")))).Count.ShouldBe(found.Rows.Count);
        (await world.As(world.Mia, new FindDeals("acme renwal")))[0].Label.ShouldBe("Acme renewal");
    }

    [Fact]
    public async Task People_are_found_by_name_and_address() =>
        (await world.As(world.Admin, new ListUsers("okafr"))).Rows.Select(row => row.Name).ShouldBe(["Ben Okafor"]);

    [Fact]
    public async Task A_character_that_no_text_has_is_refused_in_every_search()
    {
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListContacts("a\0b")));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new FindAccounts("a\0b")));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new ListUsers("a\0b")));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new SumDeals(new ListDeals("a\0b"))));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListContacts(new string('a', 300))));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<List<string>> Contacts(string typed) => [.. (await world.As(world.Mia, new ListContacts(typed))).Rows.Select(row => row.Name)];

    private async Task<List<string>> Accounts(string typed) => [.. (await world.As(world.Mia, new ListAccounts(typed))).Rows.Select(row => row.Name)];
}
