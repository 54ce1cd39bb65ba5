using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

public sealed class RoleTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_change_of_a_role_reaches_its_people_at_the_next_request()
    {
        var role = await Role("viewer");
        (await world.As(world.Viewer, new GetMe())).May("account.create").ShouldBeFalse();

        await world.As(world.Admin, new EditRole(role.Id, With(role, "account.create", Reach.All), role.HiddenFields, role.Version));

        (await world.As(world.Viewer, new GetMe())).May("account.create").ShouldBeTrue();
    }

    [Fact]
    public async Task The_event_says_which_grants_and_fields_changed()
    {
        var role = await Role("agent");

        await world.As(world.Admin, new EditRole(role.Id, With(role, "opportunity.read", Reach.Team), [.. role.HiddenFields, "contact.phone"], role.Version));

        await using var db = world.Look();
        var payload = (await db.Events.SingleAsync(e => e.SubjectId == role.Id && e.Type == "role.redefined.v1", TestContext.Current.CancellationToken)).Payload;
        payload.ShouldContain("opportunity.read: all -> team");
        payload.ShouldContain("contact.phone");
    }

    [Fact]
    public async Task The_preview_names_whom_a_change_touches_and_changes_nothing()
    {
        var role = await Role("rep");

        var preview = await world.As(world.Admin, new PreviewRole(role.Id, With(role, "opportunity.read", Reach.Own), ["opportunity.amount"]));

        preview.Effects.ShouldContain(new RoleEffect("Ada Lovelace", "opportunity.read", "team", "own", IsLess: true));
        preview.Effects.ShouldContain(new RoleEffect("Ben Okafor", "opportunity.amount", "shown", "hidden", IsLess: true));
        (await Role("rep")).Version.ShouldBe(role.Version);
    }

    [Fact]
    public async Task The_administrator_role_stays_whole()
    {
        var role = await Role("admin");

        (await Refused(role, With(role, "user.update", Reach.None), [])).Code.ShouldBe("role.admin_is_whole");
        (await Refused(role, role.Grants, ["contact.phone"])).Code.ShouldBe("role.admin_is_whole");
    }

    [Fact]
    public async Task Grants_that_make_no_sense_are_refused()
    {
        var role = await Role("steward");

        (await Refused(role, With(role, "product.read", Reach.Own), role.HiddenFields)).Code.ShouldBe("role.all_or_nothing");
        (await Refused(role, role.Grants, ["contact.shoe_size"])).Code.ShouldBe("role.unknown_field");
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new EditRole(role.Id, With(role, "moon.read", Reach.All), [])));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new EditRole(role.Id, null!, null!)));
    }

    [Fact]
    public async Task A_stale_version_is_refused()
    {
        var role = await Role("manager");

        await Should.ThrowAsync<StaleVersion>(() => world.As(world.Admin, new EditRole(role.Id, role.Grants, role.HiddenFields, role.Version + 1)));
    }

    private async Task<RuleBroken> Refused(RoleRow role, IReadOnlyDictionary<string, Reach> grants, IReadOnlyList<string> hidden) =>
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Admin, new EditRole(role.Id, grants, hidden)));

    private async Task<RoleRow> Role(string key) => (await world.As(world.Admin, new ListRoles())).Single(role => role.Key == key);

    private static Dictionary<string, Reach> With(RoleRow role, string permission, Reach reach) => new(role.Grants) { [permission] = reach };
}
