using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Customers;

/// <summary>A lead is a kind of record by its declaration only: what it can do is what the kit does.</summary>
public sealed class LeadTests(World world) : IClassFixture<World>
{
    private static readonly LeadFields Noor = new("Noor Example", "Lumen", Email: "noor@lumen.example", Status: "working", ExpectedValue: 1200m, Currency: "EUR");

    [Fact]
    public async Task A_lead_is_added_edited_taken_back_given_away_deleted_and_restored()
    {
        var id = await Add(world.Ada, Noor);
        var edit = await world.As(world.Ada, new EditRecord<Lead, LeadFields>(id, Noor with { Status = "qualified" }, 1));
        (await Read(world.Ada, id)).Fields.Status.ShouldBe("qualified");
        var undone = await world.As(world.Ada, new UndoRecordEdit<Lead, LeadFields>(id, edit));
        (await Read(world.Ada, id)).Fields.Status.ShouldBe("working");

        await world.As(world.Ada, new AssignRecord<Lead>(id, world.Mia.Id, undone));
        (await Read(world.Mia, id)).Owner.ShouldBe("Mia Tanaka");
        await world.As(world.Mia, new DeleteRecord<Lead>(id));
        await Should.ThrowAsync<NotFound>(() => Read(world.Mia, id));
        await world.As(world.Mia, new RestoreRecord<Lead>(id));

        (await world.As(world.Mia, new GetRecordHistory<Lead>(id))).Rows.Select(entry => entry.Verb)
            .ShouldBe(["restored", "deleted", "updated", "updated", "updated", "created"]);
    }

    [Fact]
    public async Task Two_edits_of_other_fields_come_together_and_of_the_same_do_not()
    {
        var id = await Add(world.Mia, Noor);
        await world.As(world.Mia, new EditRecord<Lead, LeadFields>(id, Noor with { Company = "Lumen Print" }, 1));

        await world.As(world.Admin, new EditRecord<Lead, LeadFields>(id, Noor with { Source = "event" }, 1));
        (await Should.ThrowAsync<FieldConflict>(() => world.As(world.Admin, new EditRecord<Lead, LeadFields>(id, Noor with { Company = "Lux" }, 1)))).Fields[0].Field.ShouldBe("company");

        (await Read(world.Mia, id)).Fields.ShouldBe(Noor with { Company = "Lumen Print", Source = "event" });
    }

    [Theory]
    [InlineData("name")]
    [InlineData("email")]
    [InlineData("status")]
    [InlineData("employees")]
    [InlineData("currency")]
    [InlineData("expected_value")]
    public async Task What_breaks_a_rule_is_refused_by_its_field(string field)
    {
        var broken = field switch
        {
            "name" => Noor with { Name = " " },
            "email" => Noor with { Email = "nobody" },
            "status" => Noor with { Status = "sleeping" },
            "employees" => Noor with { Employees = -1 },
            "currency" => Noor with { Currency = "€" },
            _ => Noor with { ExpectedValue = 1.005m },
        };

        (await Should.ThrowAsync<RuleBroken>(() => Add(world.Mia, broken))).Field.ShouldBe(field);
    }

    [Fact]
    public async Task Reps_see_the_leads_of_their_team_and_others_none_of_another_tenant()
    {
        var id = await Add(world.Ben, Noor with { Name = "Of the south" });

        await Should.ThrowAsync<NotFound>(() => Read(world.Ada, id));
        await Should.ThrowAsync<AccessDenied>(() => Read(world.Sam, id));
        (await Read(world.Mia, id)).Name.ShouldBe("Of the south");
        (await world.As(world.Rita, new ListRecords<Lead>())).Rows.Select(row => row.Name).ShouldBe(["Sepp Heimlich"]);
        await Should.ThrowAsync<NotFound>(() => Read(world.Rita, id));
    }

    [Fact]
    public async Task Many_are_given_away_and_binned_at_once_as_far_as_one_may()
    {
        var mine = await Add(world.Ada, Noor with { Name = "Mine" });
        var theirs = await Add(world.Ben, Noor with { Name = "Theirs" });

        var given = await world.As(world.Ada, new AssignRecords<Lead>([mine, theirs], world.Mia.Id));
        given.Done.ShouldBe([mine]);
        given.Refused.Keys.ShouldBe([theirs]);
        (await world.As(world.Ada, new AssignRecords<Lead>([mine], world.Ada.Id))).Done.ShouldBe([mine], "Who gave it away calls it back");

        (await world.As(world.Mia, new DeleteRecords<Lead>([mine, theirs]))).Done.Order().ShouldBe([.. new[] { mine, theirs }.Order()]);
        (await world.As(world.Mia, new RestoreRecords<Lead>([mine, theirs]))).Done.Count.ShouldBe(2);
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new DeleteRecords<Lead>([.. Enumerable.Range(1, 201).Select(id => (long)id)])));
    }

    private async Task<long> Add(Person person, LeadFields fields) => await world.As(person, new AddRecord<Lead, LeadFields>(fields));

    private async Task<RecordDetails<LeadFields>> Read(Person person, long id) => await world.As(person, new GetRecord<Lead, LeadFields>(id));
}
