using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Support;

namespace CrmLive.Shell;

public sealed class PreferencesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task I_know_who_i_am_and_what_i_may_do()
    {
        var me = await world.As(world.Viewer, new GetMe());

        me.Name.ShouldBe("Vic Moreau");
        me.Tenant.ShouldBe("Acme");
        me.May("account.read").ShouldBeTrue();
        me.May("account.create").ShouldBeFalse();
        me.IsHidden("contact.email").ShouldBeTrue();
    }

    [Fact]
    public async Task My_look_is_remembered_and_nobody_elses_changes()
    {
        await world.As(world.Ada, new SavePreferences("dark", "compact", "Europe/Berlin"));

        var me = await world.As(world.Ada, new GetMe());
        (me.Theme, me.Density, me.TimeZone).ShouldBe(("dark", "compact", "Europe/Berlin"));
        (await world.As(world.Ben, new GetMe())).Theme.ShouldBe("system");
    }

    [Fact]
    public async Task A_look_that_does_not_exist_is_refused()
    {
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new SavePreferences("pink", "compact", null)));
        await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new SavePreferences("dark", "huge", null)));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new SavePreferences("dark", "compact", "Mars/Olympus")));
    }

    [Fact]
    public async Task I_see_and_read_my_own_notifications_only()
    {
        await using (var db = world.Look())
        {
            db.Notifications.Add(Notice(900_001, world.Ada));
            db.Notifications.Add(Notice(900_002, world.Ada));
            db.Notifications.Add(Notice(900_003, world.Ben));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        (await world.As(world.Ada, new ListNotifications())).Rows.Select(row => row.Id).ShouldBe([900_002L, 900_001]);
        (await world.As(world.Ada, new ReadNotifications(900_003))).ShouldBe(0);
        (await world.As(world.Ada, new ReadNotifications(900_001))).ShouldBe(1);
        (await world.As(world.Ada, new ListNotifications())).Unread.ShouldBe(1);
        (await world.As(world.Ada, new ReadNotifications())).ShouldBe(1);
        (await world.As(world.Ben, new ListNotifications())).Unread.ShouldBe(1);
    }

    private Notification Notice(long id, Person person) =>
        new(id, person.Id, "Something happened.", new RecordId(RecordKind.Account, world.AcmeGmbH), id, world.Clock.Now);
}
