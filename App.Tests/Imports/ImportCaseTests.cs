using CrmLive.Customers;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Imports;

/// <summary>The small inputs of <c>fixtures/cases</c> that once failed, imported as the command line does.</summary>
public sealed class ImportCaseTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Case_1_a_map_that_knows_the_name_changes_the_name_only()
    {
        await Import("partial", Path.Combine("partial", "first"));
        await using var db = world.Look();
        var account = await db.Accounts.AsNoTracking().SingleAsync(row => row.Name == "Northwind Pumps", Ct);
        await world.As(world.Mia, new EditAccount(account.Id, account.Fields() with { Website = "northwind.example", Phone = "+49 1" }));

        var report = await Import("partial", Path.Combine("partial", "second"));

        (report.Updated, report.Noted).ShouldBe((1, 0));
        (await db.Accounts.AsNoTracking().SingleAsync(row => row.Id == account.Id, Ct)).Fields()
            .ShouldBe(new AccountFields("Northwind Pumps AG", "northwind.example", Phone: "+49 1"));
    }

    [Fact]
    public async Task Case_6_a_bad_byte_refuses_its_row_and_not_the_encoding_of_the_file()
    {
        var report = await Import("badbyte");

        var counts = report.Table("companies");
        (counts.Created, counts.Refused, counts.Encoding).ShouldBe((40, 1, "utf-8"));
        counts.EncodingEvidence.ShouldBe("40 of 41 characters beyond ASCII are UTF-8");
        (await File.ReadAllTextAsync(report.Files[0], Ct)).ShouldContain("companies.csv,42,row.encoding");
        await using var db = world.Look();
        (await db.Accounts.CountAsync(row => row.Name.StartsWith("Göbel "), Ct)).ShouldBe(40);
    }

    [Theory]
    [InlineData("sep", 1)]
    [InlineData("trailing", 1)]
    [InlineData("delimiters", 1)]
    [InlineData("blankfirst", 1)]
    [InlineData("short", 2)]
    public async Task Case_18_the_edges_that_office_programs_give_a_table_are_taken(string name, int rows)
    {
        var report = await Import(name);

        (report.Rows, report.Created, report.Refused).ShouldBe((rows, rows, 0), await File.ReadAllTextAsync(report.Files[0], Ct));
    }

    [Fact]
    public async Task Case_14_stamps_with_offsets_are_read_and_case_10_a_day_stays_that_day()
    {
        var report = await Import("stamps");

        (report.Created, report.Refused).ShouldBe((4, 0), await File.ReadAllTextAsync(report.Files[0], Ct));
        await using var db = world.Look();
        var names = new[] { "Offset", "Milliseconds", "Zulu", "Day only" };
        var at = await db.Deals.Where(deal => names.Contains(deal.Name)).ToDictionaryAsync(deal => deal.Name, deal => deal.StageSince, Ct);
        at["Offset"].ShouldBe(new DateTimeOffset(2024, 2, 3, 0, 0, 0, TimeSpan.Zero));
        at["Milliseconds"].ShouldBe(new DateTimeOffset(2024, 1, 22, 16, 14, 25, TimeSpan.Zero));
        at["Zulu"].ShouldBe(at["Milliseconds"]);
        TimeZoneInfo.ConvertTime(at["Day only"], TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).Date.ShouldBe(new DateTime(2024, 8, 17));
    }

    [Fact]
    public async Task Case_15_an_empty_alias_is_nothing()
    {
        var report = await Import("blankalias");

        (report.Created, report.Refused).ShouldBe((1, 0), await File.ReadAllTextAsync(report.Files[0], Ct));
        await using var db = world.Look();
        var deal = await db.Deals.SingleAsync(row => row.Name == "Nothing known", Ct);
        (deal.AccountId, deal.StageSince.UtcDateTime.Date).ShouldBe((null, new DateTime(2026, 1, 31)));
    }

    [Fact]
    public async Task Case_19_an_owner_is_found_whatever_the_case_of_the_address()
    {
        var report = await Import("owner");

        report.Refused.ShouldBe(0);
        await using var db = world.Look();
        (await db.Accounts.SingleAsync(row => row.Name == "Case Works", Ct)).OwnerId.ShouldBe(world.Ada.Id);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ImportReport> Import(string name, string? folder = null) => world.Services.GetRequiredService<FolderImport>().Run(
        new ImportJob(
            Repository.PathOf("fixtures", "cases", "imports", folder ?? name),
            MapFile.Parse(Repository.Read("fixtures", "cases", "imports", name + ".yaml")),
            Shell.Caller.Software(world.Acme, "Import"),
            _folder.Report),
        Ct);
}
