using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

public sealed class AccountTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_belongs_to_whoever_adds_it_and_to_their_team()
    {
        var id = await world.As(world.Ada, new AddAccount(new AccountFields("Lumen Labs", Website: "lumen.example")));

        var account = await world.As(world.Ada, new GetAccount(id));
        account.Fields.Name.ShouldBe("Lumen Labs");
        account.Owner.ShouldBe("Ada Lovelace");
        account.Team.ShouldBe("North");
        account.Version.ShouldBe(1);
        account.Rights.ShouldBe(new Rights(Edit: true, Delete: true));
    }

    [Fact]
    public async Task An_account_without_a_name_is_refused_at_the_field() =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new AddAccount(new AccountFields(" "))))).Field.ShouldBe("name");

    [Fact]
    public async Task A_parent_of_another_tenant_does_not_exist() =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new AddAccount(new AccountFields("Child", ParentId: world.RivalAccount)))))
            .Problems.Single().Field.ShouldBe("parent_id");

    [Fact]
    public async Task Neither_does_the_bin_nor_another_moment_make_a_circle()
    {
        var (a, b, c) = (await Add("Circle A"), await Add("Circle B"), await Add("Circle C"));
        await Put(b, under: a);
        await Put(c, under: b);
        await world.As(world.Mia, new DeleteAccount(b));

        (await Should.ThrowAsync<RuleBroken>(() => Put(a, under: c))).Code.ShouldBe("account.own_ancestor");

        for (var round = 0; round < 10; round++)
        {
            var (left, right) = (await Add($"Left {round}"), await Add($"Right {round}"));
            var refused = await Task.WhenAll(Refused(() => Put(left, under: right)), Refused(() => Put(right, under: left)));
            refused.Count(isRefused => isRefused).ShouldBe(1);
        }
    }

    [Fact]
    public async Task An_account_cannot_become_its_own_ancestor()
    {
        var top = await world.As(world.Admin, new AddAccount(new AccountFields("Top")));
        var middle = await world.As(world.Admin, new AddAccount(new AccountFields("Middle", ParentId: top)));
        var bottom = await world.As(world.Admin, new AddAccount(new AccountFields("Bottom", ParentId: middle)));

        var refused = await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, new EditAccount(top, new AccountFields("Top", ParentId: bottom))));

        refused.Code.ShouldBe("account.own_ancestor");
    }

    [Fact]
    public async Task An_edit_of_the_seen_version_counts_it_up_and_a_later_one_of_the_same_version_is_stale()
    {
        var id = await world.As(world.Ada, new AddAccount(new AccountFields("Stale Steel")));

        (await world.As(world.Ada, new EditAccount(id, new AccountFields("Fresh Steel"), 1))).ShouldBe(2);

        var stale = await Should.ThrowAsync<StaleVersion>(() => world.As(world.Mia, new EditAccount(id, new AccountFields("Old Steel"), 1)));
        stale.Current.ShouldBe(2);
        (await world.As(world.Ada, new GetAccount(id))).Fields.Name.ShouldBe("Fresh Steel");
    }

    [Fact]
    public async Task Bad_values_change_nothing()
    {
        var fields = (await world.As(world.Ada, new GetAccount(world.AcmeGmbH))).Fields;

        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new EditAccount(world.AcmeGmbH, fields with { Employees = -1 })));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new EditAccount(world.AcmeGmbH, fields with { FoundedYear = 12 })));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new EditAccount(world.AcmeGmbH, fields with { RevenueCurrency = "euro" })));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new EditAccount(world.AcmeGmbH, fields with { Name = new string('x', 201) })));

        (await world.As(world.Ada, new GetAccount(world.AcmeGmbH))).Fields.ShouldBe(fields);
    }

    [Fact]
    public async Task A_rep_sees_accounts_of_other_teams_but_cannot_edit_or_delete_them()
    {
        var clinics = world.Account("Delta Clinics");

        (await world.As(world.Ada, new GetAccount(clinics))).Rights.ShouldBe(new Rights(Edit: false, Delete: false));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new EditAccount(clinics, new AccountFields("Mine"))));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new DeleteAccount(clinics)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new AddAccount(new AccountFields("No"))));
    }

    [Fact]
    public async Task Nothing_of_another_tenant_can_be_read_edited_deleted_or_restored()
    {
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new GetAccount(world.RivalAccount)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new GetAccountHistory(world.RivalAccount)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new EditAccount(world.RivalAccount, new AccountFields("Ours"))));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new AssignAccount(world.RivalAccount, null)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new DeleteAccount(world.RivalAccount)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Admin, new RestoreAccount(world.RivalAccount)));
    }

    [Fact]
    public async Task A_hidden_field_is_blank_cannot_be_set_and_survives_the_edit_of_who_does_not_see_it()
    {
        var id = await world.As(world.Mia, new AddContact(new ContactFields("Hid", "Den", "hid@den.example", "+49 1", "Chief")));
        var seen = await world.As(world.Viewer, new GetContact(id));
        seen.Fields.Email.ShouldBeNull();
        seen.Fields.Phone.ShouldBeNull();
        (await world.As(world.Viewer, new ListContacts(Search: "Den"))).Rows.ShouldAllBe(row => row["email"] == null && row["phone"] == null);

        var account = (await world.As(world.Sam, new GetAccount(world.AcmeGmbH))).Fields;
        account.AnnualRevenue.ShouldBeNull();
        account.RevenueCurrency.ShouldBeNull();
        (await world.As(world.Sam, new ListAccounts())).Rows.ShouldAllBe(row => row["annual_revenue"] == null);
    }

    [Fact]
    public async Task The_owner_brings_their_team_and_nobody_brings_none()
    {
        var id = await world.As(world.Mia, new AddAccount(new AccountFields("Handed Over")));

        await world.As(world.Mia, new AssignAccount(id, world.Ben.Id));
        (await world.As(world.Mia, new GetAccount(id))).Team.ShouldBe("South");
        await world.As(world.Mia, new AssignAccount(id, null));
        (await world.As(world.Mia, new GetAccount(id))).Owner.ShouldBeNull();
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new AssignAccount(id, world.Rita.Id)));
    }

    [Fact]
    public async Task A_deleted_account_is_gone_waits_in_the_bin_and_comes_back()
    {
        var id = await world.As(world.Ada, new AddAccount(new AccountFields("Bin There")));
        await world.As(world.Ada, new DeleteAccount(id, 1));

        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetAccount(id)));
        (await world.As(world.Ada, new ListAccounts(Search: "Bin There"))).Rows.ShouldBeEmpty();
        (await world.As(world.Ada, new ListAccounts(InBin: true))).Rows.ShouldContain(row => row.Id == id);
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new RestoreAccount(id)));

        await world.As(world.Ada, new RestoreAccount(id));
        (await world.As(world.Ada, new GetAccount(id))).Fields.Name.ShouldBe("Bin There");
    }

    [Fact]
    public async Task An_account_can_be_seen_as_it_was()
    {
        var id = await world.As(world.Ada, new AddAccount(new AccountFields("Before", Industry: "Old")));
        var then = world.Clock.Now;
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.As(world.Ada, new EditAccount(id, new AccountFields("After", Industry: "New")));

        var past = await world.As(world.Ada, new GetAccount(id, then));

        past.Fields.Name.ShouldBe("Before");
        past.Rights.ShouldBe(new Rights(Edit: false, Delete: false));
        (await world.As(world.Ada, new GetAccount(id))).Fields.Name.ShouldBe("After");
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ada, new GetAccount(id, then.AddDays(-1))));
    }

    [Fact]
    public async Task Every_change_is_in_the_history_with_names_and_hidden_fields_masked()
    {
        var id = await world.As(world.Mia, new AddAccount(new AccountFields("History Ltd", AnnualRevenue: 5m, RevenueCurrency: "EUR")));
        await world.As(world.Mia, new EditAccount(id, new AccountFields("History Inc", AnnualRevenue: 7m, RevenueCurrency: "EUR")));
        await world.As(world.Mia, new AssignAccount(id, world.Ben.Id));

        var history = (await world.As(world.Mia, new GetAccountHistory(id))).Rows;
        history.Select(entry => entry.Verb).ShouldBe(["updated", "updated", "created"]);
        history[0].Changes.ShouldContain(new FieldChange("owner_id", "Mia Tanaka", "Ben Okafor", IsHidden: false));
        history[1].Changes.ShouldContain(new FieldChange("annual_revenue", "5", "7", IsHidden: false));

        var masked = (await world.As(world.Sam, new GetAccountHistory(id))).Rows;
        masked[1].Changes.ShouldContain(new FieldChange("annual_revenue", null, null, IsHidden: true));
        masked.SelectMany(entry => entry.Changes).ShouldNotContain(change => change.Field == "revenue_currency" && change.After != null);
    }

    [Fact]
    public async Task History_comes_page_by_page()
    {
        var id = await world.As(world.Ada, new AddAccount(new AccountFields("Paged 0")));
        for (var i = 1; i < 5; i++)
        {
            await world.As(world.Ada, new EditAccount(id, new AccountFields($"Paged {i}")));
        }

        var first = await world.As(world.Ada, new GetAccountHistory(id, Take: 3));
        var second = await world.As(world.Ada, new GetAccountHistory(id, first.Next, 3));

        first.Rows.Concat(second.Rows).Select(entry => entry.Version).ShouldBe([5L, 4, 3, 2, 1]);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_change_writes_one_event_and_one_audit_entry()
    {
        var id = await world.As(world.Ada, new AddAccount(new AccountFields("Told Once")));

        await using var db = world.Look();
        (await db.Events.Where(e => e.SubjectId == id && e.SubjectKind == "account").Select(e => e.Type).ToListAsync(Ct)).ShouldBe(["account.created.v1"]);
        (await db.AuditEntries.CountAsync(entry => entry.SubjectId == id && entry.Action == nameof(AddAccount), Ct)).ShouldBe(1);
    }

    private Task<long> Add(string name) => world.As(world.Mia, new AddAccount(new AccountFields(name)));

    private async Task Put(long account, long under)
    {
        var fields = (await world.As(world.Mia, new GetAccount(account))).Fields;
        await world.As(world.Mia, new EditAccount(account, fields with { ParentId = under }));
    }

    private static async Task<bool> Refused(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (RuleBroken refused) when (refused.Code == "account.own_ancestor")
        {
            return true;
        }
    }
}
