using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

public sealed class HandOverTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_records_of_who_leaves_are_counted_and_go_to_who_takes_over()
    {
        var leaver = await Leaver("Olga Leaves", accounts: 2);
        var open = await world.AsSoftware(world.Acme, new AddDeal(world.Proposal, new DealFields("Olgas open", 1m), leaver));
        var won = await world.AsSoftware(world.Acme, new AddDeal(world.Proposal, new DealFields("Olgas won", 1m, world.AcmeGmbH), leaver));
        await world.AsSoftware(world.Acme, new MoveDeal(won, world.Won));
        (await world.As(world.Admin, new CountHeldRecords(leaver))).Select(count => count.Words).ShouldBe(["2 accounts", "1 open deal"], ignoreOrder: true);

        (await world.As(world.Admin, new HandOverRecords(leaver, world.Mia.Id))).ShouldBe(3);

        await using var db = world.Look();
        (await db.Accounts.CountAsync(account => account.OwnerId == leaver, Ct)).ShouldBe(0);
        (await db.Deals.SingleAsync(deal => deal.Id == open, Ct)).OwnerId.ShouldBe(world.Mia.Id);
        (await db.Deals.SingleAsync(deal => deal.Id == won, Ct)).OwnerId.ShouldBe(leaver);
        (await db.Events.AnyAsync(happened => happened.SubjectId == open && happened.Type == "opportunity.assigned.v1", Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_go_some_at_a_time_and_sending_it_again_goes_on()
    {
        var leaver = await Leaver("Otto Many", accounts: HandOverRecords.Most + 5);

        (await world.As(world.Admin, new HandOverRecords(leaver, world.Mia.Id))).ShouldBe(HandOverRecords.Most);
        (await world.As(world.Admin, new HandOverRecords(leaver, world.Mia.Id))).ShouldBe(5);
        (await world.As(world.Admin, new HandOverRecords(leaver, world.Mia.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Who_has_left_gets_nothing_and_nobody_takes_over_from_themselves()
    {
        var leaver = await Leaver("Olaf Left", accounts: 1);
        var gone = await Leaver("Gina Gone", accounts: 0);
        await world.As(world.Admin, new DeactivateUser(gone));

        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new HandOverRecords(leaver, gone)));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new HandOverRecords(leaver, leaver)));
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Mia, new HandOverRecords(leaver, world.Mia.Id)));
    }

    [Fact]
    public async Task Who_has_left_is_found_in_filters_and_shown_as_such_on_what_they_still_own()
    {
        var leaver = await Leaver("Lena Lately", accounts: 1);
        await world.As(world.Admin, new DeactivateUser(leaver));

        (await world.As(world.Mia, new ListColleagues(WithLeft: true))).ShouldContain(colleague => colleague.Label == "Lena Lately (left)");
        (await world.As(world.Mia, new ListColleagues())).ShouldNotContain(colleague => colleague.Id == leaver);
        (await world.As(world.Mia, new FindColleagues("Lena"))).ShouldNotContain(hit => hit.Id == leaver);
        var row = (await world.As(world.Admin, new ListAccounts(OwnerId: leaver))).Rows.ShouldHaveSingleItem();
        (await world.As(world.Admin, new GetAccount(row.Id))).HasOwnerLeft.ShouldBeTrue();
    }

    private async Task<long> Leaver(string name, int accounts)
    {
        var leaver = await world.AsSoftware(world.Acme, new AddUser(name, $"{name.Replace(' ', '.')}@acme.example", ["rep"], []));
        for (var number = 0; number < accounts; number++)
        {
            await world.AsSoftware(world.Acme, new AddAccount(new AccountFields($"{name} {number}"), leaver));
        }

        return leaver;
    }
}
