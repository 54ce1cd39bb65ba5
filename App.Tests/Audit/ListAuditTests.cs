using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Operations.Audit;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Audit;

public sealed class ListAuditTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Tells_who_did_what_to_which_record_with_before_and_after()
    {
        await world.As(world.Mia, new MoveDeal(world.AcmeRenewal, world.Negotiation, Reason: "They have signed the letter of intent"));

        var page = await world.As(world.Admin, new ListAudit(Who: "mia", What: "movedeal", Record: $"opp_{world.AcmeRenewal}", Text: "letter of intent"));

        var row = page.Rows.ShouldHaveSingleItem();
        row.Actor.ShouldBe("Mia Tanaka");
        row.Channel.ShouldBe("page");
        row.Address.ShouldBe("203.0.113.7");
        row.Outcome.ShouldBe(AuditTrail.Done);
        var field = row.Changes.Single(change => change.Kind == "opportunity").Fields.Single(field => field.Field == "stage_id");
        (field.Before, field.After).ShouldBe(("Proposal", "Negotiation"));
    }

    [Fact]
    public async Task What_was_refused_is_there_too()
    {
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new MoveDeal(world.DeltaDesk, world.Negotiation)));

        var page = await world.As(world.Admin, new ListAudit(Outcome: AuditTrail.Denied, Who: "Vic"));

        page.Rows[0].Action.ShouldBe("MoveDeal");
        page.Rows[0].Permission.ShouldBe("opportunity.update");
    }

    [Fact]
    public async Task Pages_hold_every_entry_once_newest_first()
    {
        var all = new List<AuditRow>();
        string? cursor = null;
        do
        {
            var page = await world.As(world.Admin, new ListAudit(Cursor: cursor, Take: 7));
            all.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null);

        await using var db = world.Look();
        all.Select(row => row.Id).ShouldBe(
            await db.AuditEntries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
                .Select(entry => entry.Id).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Days_bound_the_search()
    {
        (await world.As(world.Admin, new ListAudit(Until: world.Clock.Now.AddYears(-5)))).Rows.ShouldBeEmpty();
        (await world.As(world.Admin, new ListAudit(From: world.Clock.Now.AddYears(1)))).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_read_the_audit_is_refused() =>
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new ListAudit()));

    [Fact]
    public async Task The_other_tenant_sees_nothing_of_it() =>
        (await world.As(world.Rex, new ListAudit(Who: "Mia"))).Rows.ShouldBeEmpty();

    [Fact]
    public async Task An_odd_record_id_is_refused_at_its_field() =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new ListAudit(Record: "nonsense"))))
            .Problems.ShouldHaveSingleItem().Field.ShouldBe("record");

    [Fact]
    public async Task Values_of_fields_that_the_readers_roles_hide_are_blank()
    {
        await world.As(world.Ada, new AddDeal(world.Proposal, new DealFields("Quiet deal", 77_123m)));
        var auditor = new Actor(world.Acme, world.Sam.Id, "Sam", [Auditor()], []);
        await using var db = world.Services.GetRequiredService<CrmDbFactory>()
            .Create(new Work(auditor, "ListAudit", Permission.Parse("audit.read"), new Origin("page"), ""));
        var entry = await db.AuditEntries.AsNoTracking().Where(e => e.Action == "AddDeal" && e.ActorName == "Ada Lovelace")
            .OrderByDescending(e => e.Id).FirstAsync(TestContext.Current.CancellationToken);

        var row = (await AuditRows.Of(db, [entry], TestContext.Current.CancellationToken)).Single();

        var amounts = row.Changes.SelectMany(change => change.Fields).Where(field => field.Field == "amount").ToList();
        amounts.Count.ShouldBeGreaterThan(0);
        amounts.ShouldAllBe(field => field.IsHidden && field.Before == null && field.After == null);
    }

    // A support agent, who does not see money, with the right to read the audit.
    private static RoleDefinition Auditor()
    {
        var agent = RoleDefinition.Named("agent")!;
        return agent with { Grants = agent.Grants.Append(new(Permission.Parse("audit.read"), Reach.All)).ToDictionary(grant => grant.Key, grant => grant.Value) };
    }
}
