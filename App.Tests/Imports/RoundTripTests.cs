using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Imports;

/// <summary>What our own exports write, an import reads as it was; the protection from formulas included.</summary>
public sealed class RoundTripTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_contacts()
    {
        var fields = new ContactFields(null, "=Round 'trip'", "+round@trip.example", "+45 1234", "''-x", world.AcmeGmbH);
        await world.As(world.Admin, new AddContact(fields, world.Ada.Id));

        await Back("/contacts/export.{format}", "contact", "last_name: name, title: title, email: email, phone: phone, account: { by: name, column: account }, owner: { by: name, column: owner }");

        await using var db = world.Look();
        var both = await db.Contacts.Where(row => row.LastName == fields.LastName).ToListAsync(Ct);
        both.Select(row => (row.Fields(), row.OwnerId)).ShouldBe(Enumerable.Repeat((fields, (long?)world.Ada.Id), 2));
    }

    [Fact]
    public async Task Of_accounts()
    {
        var fields = new AccountFields("-Round trip, \"Ltd\"", Industry: "@home", Country: "'=x", Employees: 1200, AnnualRevenue: 1250.5m, RevenueCurrency: "CHF");
        await world.As(world.Admin, new AddAccount(fields));

        await Back("/accounts/export.{format}", "account", "name: name, industry: industry, country: country, employees: employees, annual_revenue: { join: [revenue_currency, annual_revenue] }");

        await using var db = world.Look();
        (await db.Accounts.Where(row => row.Name == fields.Name).ToListAsync(Ct)).Select(row => row.Fields()).ShouldBe([fields, fields]);
    }

    [Fact]
    public async Task Of_products()
    {
        var fields = new ProductFields("+Round ware", "'+s", 1200m, "EUR");
        await world.As(world.Admin, new AddProduct(fields));

        await Back("/products/export.{format}", "product", "name: name, series: series, list_price: { join: [currency, list_price] }");

        await using var db = world.Look();
        (await db.Products.Where(row => row.Name == fields.Name).ToListAsync(Ct)).Select(row => row.Fields()).ShouldBe([fields, fields]);
    }

    [Theory]
    [InlineData("/deals/export.{format}", "list")]
    [InlineData("/pipeline/{pipeline}/export.{format}", "board")]
    public async Task Of_deals(string route, string name)
    {
        var fields = new DealFields($"=Round {name}", 1250.5m, world.AcmeGmbH, ExpectedClose: new DateOnly(2027, 3, 1));
        await world.As(world.Admin, new AddDeal(world.Proposal, fields, world.Ada.Id));

        await Back(route, "opportunity", "name: name, amount: { join: [currency, amount] }, account: { by: name, column: account }, expected_close: expected_close, owner: { by: name, column: owner }", $"?q=Round%20{name}");

        await using var db = world.Look();
        var both = await db.Deals.Where(row => row.Name == fields.Name).OrderBy(row => row.Id).ToListAsync(Ct);
        both.Select(row => (row.Fields(), row.OwnerId, row.StageId)).ShouldBe(Enumerable.Repeat((fields, (long?)world.Ada.Id, world.Proposal), 2));
        (both[0].StageSince - both[1].StageSince).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    public void Dispose() => _folder.Dispose();

    private async Task Back(string route, string entity, string fields, string query = "?q=Round")
    {
        var pipeline = new RecordId(RecordKind.Pipeline, world.SalesPipeline).ToString();
        var file = await Download.Bytes(world, world.Admin, route, "csv", query, pipeline);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "export.csv"), file, Ct);
        var map = MapFile.Parse($$"""
            system: round-{{entity}}-{{query[^4..]}}
            decimal: .
            pipeline: { name: sales, currency: EUR, stages: [ { name: Qualified }, { name: Proposal }, { name: Negotiation }, { name: Won, outcome: won }, { name: Lost, outcome: lost } ] }
            tables:
              - name: rows
                file: export.csv
                entity: {{entity}}
                id: [id]
                fields: { {{fields}} }
                {{(entity == "opportunity" ? "history: { stage: stage, entered: { Proposal: in_stage_since }, undated: 2026-01-01 }" : "")}}
            """);

        var report = await world.Services.GetRequiredService<FolderImport>().Run(new ImportJob(_folder.Path, map, Caller.Software(world.Acme, "Import"), _folder.Report), Ct);

        (report.Created, report.Refused).ShouldBe((1, 0), await File.ReadAllTextAsync(report.Files[0], Ct));
    }
}
