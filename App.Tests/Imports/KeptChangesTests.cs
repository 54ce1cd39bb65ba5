using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Imports;

/// <summary>What people changed since the last import of a row stays, for every kind of record that can be imported.</summary>
public sealed class KeptChangesTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_contact()
    {
        const string people = "system: kept-people\ntables:\n  - { name: people, file: people.csv, entity: contact, id: [no], fields: { last_name: name, phone: phone, owner: { by: email, column: owner } } }";
        await Import(people, "people.csv", "no,name,phone,owner\n1,Keeper,+49 1,ada@acme.example\n");
        await using var db = world.Look();
        var contact = await db.Contacts.AsNoTracking().SingleAsync(row => row.LastName == "Keeper", Ct);
        await world.As(world.Mia, new EditContact(contact.Id, contact.Fields() with { Phone = "+49 9", Title = "CEO", AccountId = world.AcmeGmbH }));
        await world.As(world.Mia, new AssignContact(contact.Id, world.Ben.Id));

        var report = await Import(people, "people.csv", "no,name,phone,owner\n1,Keeper-Smith,+49 2,ada@acme.example\n");

        var said = await File.ReadAllTextAsync(report.Files[0], Ct);
        (report.Updated, report.Table("people").Codes.GetValueOrDefault("field.kept")).ShouldBe((1, 2), said);
        said.ShouldContain("phone stays '+49 9', as it was changed here; the file says '+49 2'.");
        var after = await db.Contacts.AsNoTracking().SingleAsync(row => row.Id == contact.Id, Ct);
        (after.LastName, after.Phone, after.Title, after.AccountId, after.OwnerId).ShouldBe(("Keeper-Smith", "+49 9", "CEO", world.AcmeGmbH, world.Ben.Id));
    }

    [Fact]
    public async Task Of_a_product_and_one_that_was_taken_off_the_list_stays_off_it()
    {
        const string wares = "system: kept-wares\ncurrency: EUR\ntables:\n  - { name: wares, file: wares.csv, entity: product, id: [no], fields: { name: name, list_price: price } }";
        await Import(wares, "wares.csv", "no,name,price\n1,Kept ware,5\n");
        await using var db = world.Look();
        var product = await db.Products.AsNoTracking().SingleAsync(row => row.Name == "Kept ware", Ct);
        await world.As(world.Admin, new EditProduct(product.Id, product.Fields() with { Series = "Old", ListPrice = 7m, IsActive = false }));

        var report = await Import(wares, "wares.csv", "no,name,price\n1,Renamed ware,6\n");

        report.Table("wares").Codes.GetValueOrDefault("field.kept").ShouldBe(1);
        (await db.Products.AsNoTracking().SingleAsync(row => row.Id == product.Id, Ct)).Fields().ShouldBe(new ProductFields("Renamed ware", "Old", 7m, "EUR", false));
    }

    [Fact]
    public async Task Of_a_deal_with_its_stage_and_what_the_map_does_not_carry()
    {
        var map = Deals("Kept");
        await Import(map, "deals.csv", "no,name,stage,opened,amount\n1,Kept deal,Open,2025-02-01,\n");
        await using var db = world.Look();
        var deal = await db.Deals.AsNoTracking().SingleAsync(row => row.Name == "Kept deal", Ct);
        var stages = await db.Pipelines.Where(row => row.Id == deal.PipelineId).SelectMany(row => row.Stages).ToDictionaryAsync(stage => stage.Name, stage => stage.Id, Ct);
        await world.As(world.Admin, new EditDeal(deal.Id, deal.Fields() with { Amount = 900m, AccountId = world.AcmeGmbH, ExpectedClose = new DateOnly(2027, 1, 1) }));
        await world.As(world.Admin, new MoveDeal(deal.Id, stages["Talks"]));

        var report = await Import(map, "deals.csv", "no,name,stage,opened,amount\n1,Kept deal renamed,Open,2025-02-01,500\n");

        var said = await File.ReadAllTextAsync(report.Files[0], Ct);
        said.ShouldContain("stage stays 'Talks', as it was changed here; the file says 'Open'.");
        said.ShouldContain("amount stays '900', as it was changed here; the file says '500'.");
        var after = await db.Deals.AsNoTracking().SingleAsync(row => row.Id == deal.Id, Ct);
        after.StageId.ShouldBe(stages["Talks"]);
        (after.Name, after.Amount, after.AccountId, after.ExpectedClose).ShouldBe(("Kept deal renamed", 900m, world.AcmeGmbH, new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public async Task Of_a_person_who_lost_a_role_and_does_not_get_it_back_by_an_import()
    {
        const string staff = "system: kept-staff\ntables:\n  - { name: staff, file: staff.csv, entity: user, id: [no], fields: { name: name, email: mail, role: role } }";
        await Import(staff, "staff.csv", "no,name,mail,role\n1,Kim Kept,kim@acme.example,Manager\n");
        await using var db = world.Look();
        var kim = await db.Users.AsNoTracking().SingleAsync(row => row.Email == "kim@acme.example", Ct);
        await world.As(world.Admin, new SetUserRoles(kim.Id, ["viewer"]));

        var report = await Import(staff, "staff.csv", "no,name,mail,role\n1,Kim Keeper,kim@acme.example,manager\n");

        report.Table("staff").Codes.GetValueOrDefault("field.kept").ShouldBe(1);
        var roles = await db.UserRoles.Where(link => link.UserId == kim.Id).Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Key).ToListAsync(Ct);
        roles.ShouldBe(["viewer"]);
        (await db.Users.AsNoTracking().SingleAsync(row => row.Id == kim.Id, Ct)).Name.ShouldBe("Kim Keeper");
    }

    [Theory]
    [InlineData(false, "    overwrite: true\n")]
    [InlineData(true, "")]
    public async Task Unless_the_map_or_who_imports_says_that_the_file_wins(bool overwrites, string setting)
    {
        var firms = $"system: kept-firms-{overwrites}\ntables:\n  - name: firms\n    file: firms.csv\n    entity: account\n    id: [no]\n{setting}    fields: {{ name: name, phone: phone }}\n";
        var (rows, name) = ($"no,name,phone\n1,Overwritten {overwrites},+49 1\n", $"Overwritten {overwrites}");
        await Import(firms, "firms.csv", rows);
        await using var db = world.Look();
        var account = await db.Accounts.AsNoTracking().SingleAsync(row => row.Name == name, Ct);
        await world.As(world.Mia, new EditAccount(account.Id, account.Fields() with { Phone = "+49 9", Website = "stays.example" }));

        var report = await Import(firms, "firms.csv", rows, overwrites);
        var again = await Import(firms, "firms.csv", rows, overwrites);

        (report.Updated, report.Noted, again.Unchanged).ShouldBe((1, 0, 1));
        (await db.Accounts.AsNoTracking().SingleAsync(row => row.Id == account.Id, Ct)).Fields().ShouldBe(new AccountFields(name, "stays.example", Phone: "+49 1"));
    }

    [Fact]
    public async Task A_name_that_two_accounts_have_is_said_to_be_one_and_one_that_has_other_accents_is_found()
    {
        const string firms = "system: twins\ntables:\n  - { name: firms, file: firms.csv, entity: account, id: [no], fields: { name: name } }";
        await Import(firms, "firms.csv", "no,name\n1,Twin Works\n2,TWIN WORKS\n3,Čapek Söhne\n");

        var report = await Import(Deals("Twins"), "deals.csv", "no,name,stage,opened,amount,firm\n1,Twin deal,Open,2025-02-01,,twin works\n2,Accent deal,open,2025-02-01,,capek sohne\n3,Lost deal,Open,2025-02-01,,Nobody Ltd\n");

        var said = await File.ReadAllTextAsync(report.Files[0], Ct);
        (report.Created, report.Refused).ShouldBe((1, 2), said);
        said.ShouldContain("account 'twin works': two accounts or more have this name.");
        said.ShouldContain("account 'Nobody Ltd' is no account here.");
    }

    public void Dispose() => _folder.Dispose();

    private static string Deals(string name) => $$"""
        system: kept-{{name}}
        currency: EUR
        pipeline: { name: {{name}}, currency: EUR, stages: [ { name: Open, probability: 0.5 }, { name: Talks, probability: 0.7 }, { name: Won, outcome: won }, { name: Lost, outcome: lost } ] }
        tables:
          - name: deals
            file: deals.csv
            entity: opportunity
            id: [no]
            fields: { name: name, amount: amount{{(name == "Twins" ? ", account: { by: name, column: firm }" : "")}} }
            history: { stage: stage, entered: { Open: opened }, undated: 2026-01-01 }
        """;

    private Task<ImportReport> Import(string map, string file, string rows, bool overwrites = false) => world.Services.GetRequiredService<FolderImport>().Run(
        new ImportJob(_folder.Put(file, rows).Path, MapFile.Parse(map), Caller.Software(world.Acme, "Import"), _folder.Report) { Overwrites = overwrites }, Ct);
}
