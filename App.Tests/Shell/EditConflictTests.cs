using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Support;

namespace CrmLive.Shell;

public sealed class EditConflictTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Two_people_who_change_different_fields_both_get_theirs()
    {
        var seen = await Deal("Acme second plant");
        await Edit(world.Mia, seen, fields => fields with { NextStep = "Call the plant" });

        await Edit(world.Ada, seen, fields => fields with { Amount = 43_000m });

        var now = await Deal("Acme second plant");
        (now.Amount, now.NextStep, now.Name).ShouldBe((43_000m, "Call the plant", seen.Name));
    }

    [Fact]
    public async Task The_same_field_changed_twice_is_refused_with_all_three_values_and_who_was_first()
    {
        var seen = await Deal("Fjord help desk");
        await Edit(world.Mia, seen, fields => fields with { NextStep = "Ask Lars", Amount = 51_000m });

        var conflict = await Should.ThrowAsync<FieldConflict>(() => Edit(world.Ada, seen, fields => fields with { NextStep = "Ask Siri", Name = "Fjord desk" }));

        var field = conflict.Fields.ShouldHaveSingleItem();
        (field.Field, field.Original.Text, field.Current.Text, field.Yours.Text, field.ChangedBy)
            .ShouldBe(("next_step", seen.NextStep, "Ask Lars", "Ask Siri", "Mia Tanaka"));
        conflict.Message.ShouldContain("Mia Tanaka changed next step");
        (await Deal("Fjord help desk")).Name.ShouldBe("Fjord help desk");
    }

    [Fact]
    public async Task A_choice_saves_the_chosen_values_with_everything_that_had_no_conflict()
    {
        var seen = await Deal("Borealis cold chain");
        await Edit(world.Mia, seen, fields => fields with { NextStep = "Theirs", Amount = 77_000m });
        var edit = new EditDeal(seen.Id, seen.Fields() with { NextStep = "Mine", Amount = 78_000m, ExpectedClose = new DateOnly(2027, 1, 31) }, seen.Version);
        var conflict = await Should.ThrowAsync<FieldConflict>(() => world.As(world.Ada, edit));

        await world.As(world.Ada, (EditDeal)edit.Over(conflict.Keeping(new HashSet<string> { "next_step" }), conflict.Current));

        var now = await Deal("Borealis cold chain");
        (now.NextStep, now.Amount, now.ExpectedClose).ShouldBe(("Theirs", 78_000m, new DateOnly(2027, 1, 31)));
    }

    [Fact]
    public async Task A_reference_in_a_conflict_is_told_by_its_name()
    {
        var seen = await Deal("Iris quality desk");
        await Edit(world.Mia, seen, fields => fields with { AccountId = world.AcmeGmbH });

        var conflict = await Should.ThrowAsync<FieldConflict>(() => Edit(world.Ada, seen, fields => fields with { AccountId = world.Account("Fjord Wind") }));

        var field = conflict.Fields.ShouldHaveSingleItem();
        (field.Current.Text, field.Yours.Text, field.Label).ShouldBe(("Acme GmbH", "Fjord Wind", "account"));
        field.Current.Wire.ShouldBe(new RecordId(RecordKind.Account, world.AcmeGmbH));
    }

    [Fact]
    public async Task A_hidden_value_takes_no_part_in_a_conflict()
    {
        // Tess does not see phones any more; Mia changes the one that Tess's form has blank.
        await world.As(world.Admin, new Access.EditRole(await Role("steward"), (await RoleOf("steward")).Grants, ["account.phone"], null));
        var seen = await world.As(world.Tess, new GetAccount(world.Account("Iris Optics")));
        await world.As(world.Mia, new EditAccount(seen.Id, (await world.As(world.Mia, new GetAccount(seen.Id))).Fields with { Phone = "+49 30 1234", Industry = "Lenses" }, seen.Version));

        var conflict = await Should.ThrowAsync<FieldConflict>(() => world.As(world.Tess, new EditAccount(seen.Id, seen.Fields with { Industry = "Glass" }, seen.Version)));
        await world.As(world.Tess, new EditAccount(seen.Id, (AccountFields)conflict.Keeping(new HashSet<string>()), conflict.Current));

        conflict.Fields.ShouldHaveSingleItem().Field.ShouldBe("industry");
        new[] { conflict.Mine, conflict.Theirs }.ShouldAllBe(fields => ((AccountFields)fields).Phone == null);
        var now = (await world.As(world.Mia, new GetAccount(seen.Id))).Fields;
        (now.Industry, now.Phone).ShouldBe(("Glass", "+49 30 1234"));
    }

    [Fact]
    public async Task An_exact_edit_is_refused_even_where_it_could_be_merged()
    {
        var seen = await Deal("Kestrel ground crew");
        await Edit(world.Mia, seen, fields => fields with { NextStep = "Visit" });

        var refused = await Should.ThrowAsync<StaleVersion>(() => world.As(world.Ada, new EditDeal(seen.Id, seen.Fields() with { Amount = 1m }, seen.Version, IsExact: true)));

        refused.ShouldBeOfType<StaleVersion>();
    }

    [Fact]
    public async Task People_who_save_different_fields_at_the_same_moment_lose_nothing()
    {
        var seen = await Deal("Acme renewal");
        var edits = new Func<DealFields, DealFields>[]
        {
            fields => fields with { Name = "Acme renewal 2027" },
            fields => fields with { Amount = 49_500m },
            fields => fields with { NextStep = "Send the contract" },
            fields => fields with { ExpectedClose = new DateOnly(2027, 2, 28) },
        };

        await Task.WhenAll(edits.Select(change => Edit(world.Ada, seen, change)));

        var now = await world.As(world.Ada, new GetDeal(seen.Id));
        (now.Name, now.Amount, now.NextStep, now.ExpectedClose).ShouldBe(("Acme renewal 2027", 49_500m, "Send the contract", new DateOnly(2027, 2, 28)));
        now.Version.ShouldBe(seen.Version + 4);
    }

    [Fact]
    public async Task Another_tenant_learns_nothing_from_a_conflict()
    {
        var seen = await Deal("Cobalt dispatch");
        await Edit(world.Mia, seen, fields => fields with { NextStep = "Secret" });

        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new EditDeal(seen.Id, seen.Fields() with { NextStep = "Guess" }, seen.Version)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new EditDeal(seen.Id, seen.Fields() with { NextStep = "Guess" }, seen.Version)));
    }

    private async Task<DealDetails> Deal(string name) => await world.As(world.Mia, new GetDeal(world.Deal(name)));

    private Task<long> Edit(Person who, DealDetails seen, Func<DealFields, DealFields> change) => world.As(who, new EditDeal(seen.Id, change(seen.Fields()), seen.Version));

    private async Task<long> Role(string key) => (await RoleOf(key)).Id;

    private async Task<Access.RoleRow> RoleOf(string key) => (await world.As(world.Admin, new Access.ListRoles())).Single(role => role.Key == key);
}
