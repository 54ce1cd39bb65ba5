using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Pipeline;

public sealed class ListDealsTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(DealOrder.Created)]
    [InlineData(DealOrder.Name)]
    [InlineData(DealOrder.Amount)]
    public async Task Pages_hold_every_deal_once_in_order(DealOrder order)
    {
        var whole = await world.As(world.Mia, new ListDeals(Order: order, Take: 200));

        var read = new List<DealRow>();
        string? after = null;
        do
        {
            var page = await world.As(world.Mia, new ListDeals(Order: order, Cursor: after, Take: 4));
            read.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        read.Select(row => row.Id).ShouldBe(whole.Rows.Select(row => row.Id));
        whole.Next.ShouldBeNull();
        whole.Rows.Count.ShouldBe(29);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_text_stage_owner_account_and_outcome()
    {
        (await List(new ListDeals("fjord"))).ShouldAllBe(row => row.Account!.StartsWith("Fjord"));
        (await List(new ListDeals(StageId: world.Negotiation))).ShouldAllBe(row => row.Stage == "Negotiation");
        (await List(new ListDeals(OwnerId: world.Ben.Id))).ShouldAllBe(row => row.Owner == "Ben Okafor");
        (await List(new ListDeals(AccountId: world.AcmeGmbH))).Select(row => row.Name).ShouldBe(["Acme renewal", "Acme second plant"], ignoreOrder: true);
        (await List(new ListDeals(Outcome: StageKind.Lost))).Count.ShouldBe(2);
        (await List(new ListDeals(PipelineId: world.Renewals))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_does_not_see_amounts_cannot_sort_by_them()
    {
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Sam, new ListDeals(Order: DealOrder.Amount)));
        (await world.As(world.Sam, new ListDeals())).Rows.ShouldAllBe(row => row.Amount == null);
    }

    [Fact]
    public async Task The_list_as_it_opens_is_everybodys_own_whoever_asked_before()
    {
        foreach (var who in new[] { world.Mia, world.Ada, world.Sam, world.Rita, world.Mia })
        {
            var asItOpens = await world.As(who, new ListDeals());

            // With a filter it is not the list that is kept translated.
            var afresh = await world.As(who, new ListDeals(Filter: new DealFilter()));
            asItOpens.Rows.ShouldBe(afresh.Rows);
        }

        (await world.As(world.Ada, new ListDeals())).Rows.Count.ShouldBeLessThan((await world.As(world.Mia, new ListDeals())).Rows.Count);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("MTIz")]
    [InlineData("MTIzIGFiYw")]
    public async Task A_forged_place_is_refused(string after) =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListDeals(Cursor: after)))).Problems[0].Field.ShouldBe("cursor");

    [Fact]
    public async Task A_huge_page_is_refused() =>
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListDeals(Take: 100_000)));

    [Fact]
    public void A_day_that_no_calendar_of_ours_holds_is_not_said() =>
        DealAddress.Of("?opened=9999-12-31..9999-12-31&closed=..0001-01-01&open=9999-12-31").ShouldBe(DealAddress.Of(""));

    private async Task<IReadOnlyList<DealRow>> List(ListDeals request)
    {
        var rows = (await world.As(world.Mia, request)).Rows;
        rows.ShouldNotBeEmpty();
        return rows;
    }
}
