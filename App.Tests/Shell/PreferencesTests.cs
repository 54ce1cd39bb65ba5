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
    public async Task My_formats_are_remembered_and_the_browser_says_the_rest()
    {
        var browser = new BrowserSays("America/Los_Angeles", "1,234,567.89", "mdy", 7);
        var fresh = (await world.As(world.Tess, new GetMe())).In(browser);
        (fresh.Format, fresh.Zone().Id).ShouldBe((new PersonalFormat(NumberForm.Point, DateForm.WordsMonthFirst, DayOfWeek.Sunday), "America/Los_Angeles"));

        await world.As(world.Tess, new SaveFormats("comma", "dots", "monday"));
        await world.As(world.Tess, new SavePreferences("system", "compact", "Europe/Berlin"));

        var chosen = (await world.As(world.Tess, new GetMe())).In(browser);
        (chosen.Format.Number(1_234.5m), chosen.Format.Day(new DateOnly(2026, 7, 1)), chosen.Format.FirstDay, chosen.Zone().Id)
            .ShouldBe(("1.234,5", "01.07.2026", DayOfWeek.Monday, "Europe/Berlin"));
        (await world.As(world.Mia, new GetMe())).NumberFormat.ShouldBeNull();
    }

    [Theory]
    [InlineData("roman", null, null, "number_format")]
    [InlineData(null, "stars", null, "date_format")]
    [InlineData(null, null, "noday", "first_day")]
    public async Task A_format_that_does_not_exist_is_refused(string? numbers, string? dates, string? firstDay, string field) =>
        (await Should.ThrowAsync<RuleBroken>(() => world.As(world.Ada, new SaveFormats(numbers, dates, firstDay)))).Field.ShouldBe(field);

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    public void A_place_that_a_browser_makes_up_is_none(string zone) => Days.Zone(zone).ShouldBeNull();

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
