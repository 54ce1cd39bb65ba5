using CrmLive.Live;
using CrmLive.Operations.Queue;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Queue;

/// <summary>What administrators see of their tenant's work, and what they do about it.</summary>
public sealed class QueuePageTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_what_is_due_and_given_up_with_a_way_to_send_it_again()
    {
        await world.Wish("page", "lost", "due");
        var lost = (await world.Claim("page")).Single(item => item.Key == "lost");
        await world.Store().Bury(lost, FailureClass.Refused, "The other side said no.", Ct);
        var browser = await SignedInBrowser.Of(world, world.Admin);

        var page = await PageRenderer.Render(world, browser, "/operations/queue");

        page.ShouldContain("Pause page");
        page.ShouldContain("Send page lost again");
        page.ShouldContain("The other side said no.");
        (await PageRenderer.Render(world, await SignedInBrowser.Of(world, world.Viewer), "/operations/queue")).ShouldContain("Your role does not allow this");
    }

    [Fact]
    public async Task What_was_given_up_is_sent_again_and_once()
    {
        await world.Wish("sent", "a");
        await world.Store().Bury((await world.Claim("sent")).Single(), FailureClass.Defect, "broken", Ct);
        var dead = (await world.As(world.Admin, new ListDeadWork("sent"))).Rows.ShouldHaveSingleItem();

        (await world.As(world.Rex, new RedriveWork(Id: dead.Id))).ShouldBe(0);
        (await world.As(world.Admin, new RedriveWork(Id: dead.Id))).ShouldBe(1);
        (await world.As(world.Admin, new RedriveWork(Id: dead.Id))).ShouldBe(0);

        (await world.Claim("sent")).ShouldHaveSingleItem();
        (await world.As(world.Admin, new ListDeadWork("sent"))).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pausing_is_ones_own_tenants_and_the_operators_is_told_apart()
    {
        await world.Wish("paused", "a");
        await world.Wish(id => new WorkPut { Id = id, Kind = "paused", Key = "a" }, world.Rival);
        await world.Store().TakeIn(100, Ct);

        await world.As(world.Admin, new PauseWork("paused"));
        (await world.Claim("paused")).ShouldHaveSingleItem().TenantId.ShouldBe(world.Rival);
        (await Row()).ShouldBe((true, true));
        (await world.As(world.Admin, new ResumeWork("paused"))).ShouldBeTrue();
        (await world.As(world.Admin, new ResumeWork("paused"))).ShouldBeFalse();
        await world.Store().Pause("paused", WorkPause.AllTenants, Ct);

        (await Row()).ShouldBe((false, true));
        await world.Store().Resume("paused", WorkPause.AllTenants, Ct);
    }

    [Fact]
    public async Task A_broken_page_size_is_refused() => await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new ListDeadWork(Take: 0)));

    private async Task<(bool Here, bool Anywhere)> Row()
    {
        var row = (await world.As(world.Admin, new GetQueue())).Single(row => row.Kind == "paused");
        return (row.IsPausedHere, row.IsPaused);
    }
}
