using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Customers;

public sealed class ListTests(World world) : IClassFixture<World>
{
    private const int Many = 1000;

    [Fact]
    public async Task A_thousand_accounts_come_page_by_page_each_once_in_both_orders_and_directions()
    {
        await AddMany("Paged");
        string[] orders = ["name", "updated_at", "industry", "employees"];
        foreach (var (order, descending) in orders.SelectMany(order => new[] { (order, false), (order, true) }))
        {
            var seen = new List<AccountRow>();
            string? cursor = null;
            do
            {
                var page = await world.As(world.Mia, new ListAccounts(Search: "paged ", Sort: order, Descending: descending, Cursor: cursor, Take: 170));
                seen.AddRange(page.Rows);
                cursor = page.Next;
            }
            while (cursor is not null);

            seen.Select(row => row.Id).Distinct().Count().ShouldBe(Many);
            seen.Count.ShouldBe(Many);
            var names = seen.Select(row => row.Name).ToList();
            if (order == "name")
            {
                names.ShouldBe([.. descending ? names.OrderDescending(StringComparer.Ordinal) : names.Order(StringComparer.Ordinal)]);
            }
        }
    }

    [Fact]
    public async Task A_page_stays_right_when_rows_before_it_come_and_go()
    {
        var gone = await world.As(world.Mia, new AddAccount(new AccountFields("AAA goes")));
        var first = await world.As(world.Mia, new ListAccounts(Take: 5));
        await world.As(world.Mia, new DeleteAccount(gone));
        await world.As(world.Mia, new AddAccount(new AccountFields("AAB comes")));

        var second = await world.As(world.Mia, new ListAccounts(Cursor: first.Next, Take: 5));

        second.Rows.Select(row => row.Id).ShouldNotContain(id => first.Rows.Any(row => row.Id == id));
        string.CompareOrdinal(second.Rows[0].Name, first.Rows[^1].Name).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(201)]
    [InlineData(int.MaxValue)]
    public async Task Page_sizes_are_bounded(int take)
    {
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListAccounts(Take: take)));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListContacts(Take: take)));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListProducts(Take: take)));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new GetAccountHistory(world.AcmeGmbH, Take: take)));
    }

    [Theory]
    [InlineData("not a cursor")]
    [InlineData("e30")]
    [InlineData("eyJWYWx1ZSI6bnVsbCwiSWQiOjF9")]
    public async Task A_broken_cursor_is_refused(string cursor) =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new ListAccounts(Cursor: cursor)))).Problems.Single().Field.ShouldBe("cursor");

    [Fact]
    public async Task Search_and_filters_work_together_and_wildcards_are_letters()
    {
        (await world.As(world.Mia, new ListAccounts(Search: "FJORD"))).Rows.Select(row => row.Name).ShouldBe(["Fjord Energy", "Fjord Wind"]);
        (await world.As(world.Mia, new ListAccounts(Search: "fjord", Filter: "industry = \"finance\""))).Rows.ShouldBeEmpty();
        (await world.As(world.Mia, new ListAccounts(OwnerId: world.Ben.Id))).Rows.ShouldAllBe(row => row.Owner == "Ben Okafor");
        (await world.As(world.Mia, new ListAccounts(Search: "%"))).Rows.ShouldBeEmpty();
        (await world.As(world.Mia, new ListContacts(Search: "greta v"))).Rows.Single().Name.ShouldBe("Greta Vogel");
        (await world.As(world.Mia, new ListContacts(Filter: $"account = \"acc_{world.AcmeGmbH}\""))).Rows.ShouldAllBe(row => ((RecordLink)row["account"]!).Name == "Acme GmbH");
    }

    [Fact]
    public async Task Chosen_records_come_only_where_they_fit_and_are_seen()
    {
        var rows = (await world.As(world.Mia, new ListAccounts(OwnerId: world.Ada.Id, Ids: [world.AcmeGmbH, world.Account("Delta Clinics"), world.RivalAccount]))).Rows;

        rows.Single().Id.ShouldBe(world.AcmeGmbH);
    }

    private async Task AddMany(string name)
    {
        var ids = world.Services.GetRequiredService<IdGenerator>();
        await using var db = world.Look();
        for (var i = 0; i < Many; i++)
        {
            // Names repeat, so that the number has to break ties.
            db.Accounts.Add(new Account(await ids.Next(CancellationToken.None), new AccountFields($"{name} {i % 300:000}"), null, null));
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
