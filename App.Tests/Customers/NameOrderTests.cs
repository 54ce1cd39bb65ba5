using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Customers;

/// <summary>Case 8: one order of names in the database, on the page, live and over pages.</summary>
public sealed class NameOrderTests(World world) : IClassFixture<World>
{
    private static readonly string[] Named = ["apple", "Banana", "cherry", "Zebra", "Äpfel", "öl"];
    private static readonly string[] InOrder = ["Äpfel", "apple", "Banana", "cherry", "öl", "Zebra"];

    [Fact]
    public async Task Accounts_products_and_deals_have_one_order_that_ignores_case_and_accents_first()
    {
        foreach (var name in Named)
        {
            await world.As(world.Admin, new AddAccount(new AccountFields($"{name} fruit")));
            await world.As(world.Admin, new AddProduct(new ProductFields($"{name} fruit", null, 1m, "EUR", true)));
            await world.As(world.Admin, new AddDeal(world.Qualified, new DealFields($"{name} fruit", 1m)));
            await world.As(world.Admin, new AddContact(new ContactFields("Fruit", name, null, null, null, null)));
        }

        string[] expected = [.. InOrder.Select(name => $"{name} fruit")];
        (await ByPages(cursor => new ListAccounts("fruit", Cursor: cursor, Take: 2), row => row.Name)).ShouldBe(expected);
        (await ByPages(cursor => new ListAccounts("fruit", Descending: true, Cursor: cursor, Take: 2), row => row.Name)).ShouldBe(expected.Reverse());
        (await ByPages(cursor => new ListProducts("fruit", Cursor: cursor, Take: 2), row => row.Name)).ShouldBe(expected);
        (await ByPages(cursor => new ListDeals("fruit", Order: DealOrder.Name, Descending: false, Cursor: cursor, Take: 2), row => row.Name)).ShouldBe(expected);
        (await ByPages(cursor => new ListContacts("fruit", Cursor: cursor, Take: 2), row => row.Name)).ShouldBe(InOrder.Select(name => $"Fruit {name}"));
    }

    [Fact]
    public async Task The_database_and_the_page_agree_over_many_names()
    {
        var dice = new Random(8);
        string[] letters = ["a", "A", "ä", "Ä", "á", "b", "B", "ß", "ss", "ø", "o", "Z", "z", "ž", " ", "-", "'", "0", "9", "中", "か", "Ж", "ж", "λ", "😀", "\uFB01", "e\u0301", "\uFFE6"];
        var names = Enumerable.Range(0, 400).Select(_ => "Xx" + string.Concat(Enumerable.Range(0, dice.Next(1, 6)).Select(_ => letters[dice.Next(letters.Length)]))).ToList();
        var ids = world.Services.GetRequiredService<IdGenerator>();
        await using var db = world.Look();
        foreach (var name in names)
        {
            db.Accounts.Add(new Account(await ids.Next(Ct), new AccountFields(name), null, null));
        }

        await db.SaveChangesAsync(Ct);
        var read = await db.Accounts.AsNoTracking().Where(account => account.Name.StartsWith("Xx")).OrderBy(account => account.NameKey).ThenBy(account => account.Id)
            .Select(account => new NamedRow(account.Id, account.Name)).ToListAsync(Ct);

        read.Count.ShouldBe(names.Count);
        foreach (var descending in new[] { false, true })
        {
            var live = new RowList<NamedRow>(row => row.Id);
            live.Start(new Page<NamedRow>([], null));
            foreach (var row in read.OrderBy(_ => dice.Next()))
            {
                live.Take([row.Id], [row], RowOrder.ByName<NamedRow>(one => NameFold.Key(one.Name), one => one.Id, descending));
            }

            live.Rows.Select(row => row.Id).ShouldBe(descending ? read.Select(row => row.Id).Reverse() : read.Select(row => row.Id));
        }
    }

    [Fact]
    public async Task A_name_that_counts_as_the_same_is_taken()
    {
        await world.As(world.Admin, new AddTeam("Équipe Été", null));

        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new AddTeam("equipe ete", null)));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Admin, new AddPipeline("SÁLES", "EUR", [new NewStage("New", StageKind.Open, 0.1m), new NewStage("Won", StageKind.Won, 1m)])));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<List<string>> ByPages<T>(Func<string?, IQuery<Page<T>>> list, Func<T, string> name)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await world.As(world.Admin, list(cursor));
            seen.AddRange(page.Rows.Select(name));
            cursor = page.Next;
        }
        while (cursor is not null && seen.Count < 100);

        return seen;
    }

    private sealed record NamedRow(long Id, string Name);
}
