using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Formats;

/// <summary>Histories, conflicts and sentences write numbers and days as the person who reads them does; programs get them the same for everybody.</summary>
public sealed class PersonalWordsTests(World world) : IClassFixture<World>
{
    private static readonly PersonalFormat German = new(NumberForm.Comma, DateForm.Named("dots")!, DayOfWeek.Monday);

    private Person Mia => world.Mia with { Format = German, Zone = "America/Los_Angeles" };

    [Fact]
    public async Task A_history_is_written_in_the_form_of_its_reader()
    {
        var deal = await world.As(world.Mia, new AddDeal(world.Qualified, new DealFields("Plain", 1m)));
        await world.As(world.Mia, new EditDeal(deal, new DealFields("2026-03-09", 1_234.5m, ExpectedClose: new DateOnly(2026, 3, 9))));
        var account = await world.As(world.Mia, new AddAccount(new AccountFields("1234.5", FoundedYear: 1998, Employees: 12_000)));

        (await Said(world.As(Mia, new GetDealHistory(deal)))).ShouldBe(("1.234,5", "09.03.2026", "2026-03-09"));
        (await Said(world.As(world.Mia, new GetDealHistory(deal)))).ShouldBe(("1234.5", "2026-03-09", "2026-03-09"));
        var added = (await world.As(Mia, new GetAccountHistory(account))).Rows.Single().Changes;
        added.Where(change => change.Field is "name" or "founded_year" or "employees").Select(change => change.After).ShouldBe(["1234.5", "12.000", "1998"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_conflict_is_written_in_the_form_of_who_has_to_choose()
    {
        var id = await world.As(world.Mia, new AddDeal(world.Qualified, new DealFields("Both", 1_000m, ExpectedClose: new DateOnly(2026, 3, 9))));
        await world.As(world.Ada with { Id = world.Admin.Id }, new EditDeal(id, new DealFields("Both", 2_000.5m, ExpectedClose: new DateOnly(2026, 3, 9)), 1));

        var conflict = await Should.ThrowAsync<FieldConflict>(() => world.As(Mia, new EditDeal(id, new DealFields("Both", 3_000.25m, ExpectedClose: new DateOnly(2026, 3, 9)), 1)));

        var amount = conflict.Fields.Single();
        (amount.Original.Text, amount.Current.Text, amount.Yours.Text).ShouldBe(("1.000", "2.000,5", "3.000,25"));
        amount.Current.Wire.ShouldBe(2_000.5m);
    }

    private static async Task<(string? Amount, string? Close, string? Name)> Said(Task<Page<HistoryEntry>> history)
    {
        var added = (await history).Rows[0].Changes.ToDictionary(change => change.Field, change => change.After);
        return (added["amount"], added["expected_close"], added["name"]);
    }
}
