using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Access;

public sealed class UserTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Roles_change_at_the_next_request_and_leave_an_event()
    {
        var user = await Add("Nora Roles", "rep");

        await world.As(world.Admin, new SetUserRoles(user.Id, ["viewer", "agent"], Reason: "Moved to support"));

        (await Actor(user)).Roles.Select(role => role.Key).ShouldBe(["agent", "viewer"], ignoreOrder: true);
        await using var db = world.Look();
        (await db.Events.SingleAsync(e => e.SubjectId == user.Id && e.Type == "user.roles_changed.v1", Ct)).Payload.ShouldContain("agent");
        (await db.AuditEntries.SingleAsync(e => e.SubjectId == user.Id && e.Action == "SetUserRoles", Ct)).Reason.ShouldBe("Moved to support");
    }

    [Fact]
    public async Task The_same_roles_again_change_nothing()
    {
        var user = await Add("Nils Same", "rep");
        await world.As(world.Admin, new SetUserRoles(user.Id, ["rep"]));

        await using var db = world.Look();
        (await db.Users.SingleAsync(u => u.Id == user.Id, Ct)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Teams_change_what_a_person_reaches()
    {
        var user = await Add("Tara Teams", "rep");

        await world.As(world.Admin, new SetUserTeams(user.Id, [world.South]));

        (await Actor(user)).TeamIds.ShouldBe([world.South]);
    }

    [Fact]
    public async Task Nobody_is_left_without_a_role() =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, new SetUserRoles(world.Ada.Id, [])))).Code.ShouldBe("user.no_role");

    [Fact]
    public async Task An_unknown_role_or_team_is_named()
    {
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new SetUserRoles(world.Ada.Id, ["king"])))).Message.ShouldContain("king");
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new SetUserTeams(world.Ada.Id, [987654])));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new SetUserRoles(world.Ada.Id, null!)));
    }

    [Fact]
    public async Task A_deactivated_person_is_refused_at_once_and_comes_back_with_their_roles()
    {
        var user = await Add("Dora Gone", "rep");
        await world.As(user, new GetMe());

        await world.As(world.Admin, new DeactivateUser(user.Id));
        await Should.ThrowAsync<SignedOut>(() => world.As(user, new GetMe()));

        await world.As(world.Admin, new ActivateUser(user.Id));
        (await world.As(user, new GetMe())).Name.ShouldBe("Dora Gone");
    }

    [Fact]
    public async Task The_last_administrator_can_neither_leave_nor_be_demoted()
    {
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, new DeactivateUser(world.Admin.Id)))).Code.ShouldBe("access.last_admin");
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, new SetUserRoles(world.Admin.Id, ["rep"])))).Code.ShouldBe("access.last_admin");
    }

    [Fact]
    public async Task Two_administrators_cannot_demote_each_other_at_the_same_moment()
    {
        var one = await Add("Ana Admin", "admin", world.Rival);
        await world.AsSoftware(world.Rival, new DeactivateUser(world.Rex.Id));
        var two = await Add("Ari Admin", "admin", world.Rival);
        Task[] both =
        [
            world.AsSoftware(world.Rival, new SetUserRoles(one.Id, ["rep"])),
            world.AsSoftware(world.Rival, new SetUserRoles(two.Id, ["rep"])),
        ];

        await Should.ThrowAsync<Exception>(() => Task.WhenAll(both));

        both.Count(task => task.IsCompletedSuccessfully).ShouldBe(1);
    }

    [Fact]
    public async Task A_directory_account_belongs_to_one_person()
    {
        var (one, two) = (await Add("Lea Linked", "rep"), await Add("Leo Linked", "rep"));
        await world.As(world.Admin, new LinkUser(one.Id, "tid-1", "oid-1"));

        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new LinkUser(two.Id, "tid-1", "oid-1")));
    }

    [Fact]
    public async Task A_list_of_people_pages_by_name_and_finds()
    {
        var first = await world.As(world.Mia, new ListUsers(Take: 3));
        var second = await world.As(world.Mia, new ListUsers(Cursor: first.Next, Take: 3));

        first.Rows.Concat(second.Rows).Select(row => row.Name).ShouldBe(first.Rows.Concat(second.Rows).Select(row => row.Name).Order(StringComparer.Ordinal));
        first.Rows.Select(row => row.Id).Intersect(second.Rows.Select(row => row.Id)).ShouldBeEmpty();
        var ada = (await world.As(world.Mia, new ListUsers("LOVELACE"))).Rows.ShouldHaveSingleItem();
        ada.RoleLabels.ShouldBe(["Sales rep"]);
        ada.TeamNames.ShouldBe(["North"]);
    }

    [Fact]
    public async Task Everybody_knows_the_names_of_colleagues_and_only_some_their_addresses()
    {
        foreach (var person in new[] { world.Ada, world.Sam, world.Tess, world.Viewer })
        {
            (await world.As(person, new ListColleagues())).Select(colleague => colleague.Name).ShouldContain("Mia Tanaka");
            await Should.ThrowAsync<AccessDenied>(() => world.As(person, new ListUsers()));
        }

        (await world.As(world.Rita, new ListColleagues())).Select(colleague => colleague.Name).ShouldNotContain("Mia Tanaka");
    }

    private async Task<Person> Add(string name, string role, long? tenant = null) => new(
        tenant ?? world.Acme,
        await world.AsSoftware(tenant ?? world.Acme, new AddUser(name, $"{name.Replace(' ', '.')}@acme.example", [role], [])),
        name);

    private async Task<Actor> Actor(Person person) => await world.Services.GetRequiredService<ActorDirectory>().Find(person.Caller, Ct);
}
