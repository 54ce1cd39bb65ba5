using System.Text;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Imports;

public sealed class FolderImportTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_in_any_order_and_rows_in_any_order_find_each_other()
    {
        var report = await Import("""
            system: order
            tables:
              - name: people
                file: people.csv
                entity: contact
                id: [mail]
                fields: { first_name: given, last_name: family, email: mail, account: { table: firms, id: [firm] } }
              - name: firms
                file: firms.csv
                entity: account
                id: [no]
                fields: { name: name, parent: { table: firms, id: [mother] } }
            """, ("people.csv", "mail,given,family,firm\nann@firm.example,Ann,Lee,3\n"), ("firms.csv", "no,name,mother\n1,Leaf,2\n2,Branch,3\n3,Root,\n"));

        report.Refused.ShouldBe(0);
        await using var db = world.Look();
        var leaf = await db.Accounts.SingleAsync(account => account.Name == "Leaf", Ct);
        var branch = await db.Accounts.SingleAsync(account => account.Id == leaf.ParentId, Ct);
        var root = await db.Accounts.SingleAsync(account => account.Id == branch.ParentId, Ct);
        root.Name.ShouldBe("Root");
        (await db.Contacts.SingleAsync(contact => contact.Email == "ann@firm.example", Ct)).AccountId.ShouldBe(root.Id);
    }

    [Fact]
    public async Task Every_row_that_does_not_fit_is_named_with_its_line_and_its_fault()
    {
        var report = await Import(Firms("faults"), ("firms.csv", """
            no,name,staff,founded,revenue
            1,Fits,10,1999,"USD 1,200.50"
            2,,10,1999,5
            3,Staff is a word,many,1999,5
            ,No id,10,1999,5
            5,Year is none,10,99,5
            6,Too many cells,10,1999,5,Street,Town
            7,Broken "quote,10,1999,5
            1,Again,10,1999,5
            9,"Text "after" a quote",10,1999,5
            10,Odd groups,10,1999,"1,20,0"
            """));

        var text = await File.ReadAllLinesAsync(report.Files[0], Ct);
        (report.Created, report.Refused).ShouldBe((2, 8));
        text.Where(line => line.StartsWith("refused", StringComparison.Ordinal)).Select(line => line.Split(',')).Select(cell => (cell[3], cell[4])).ShouldBe(
            [("3", "field.required"), ("4", "field.invalid"), ("5", "row.no_id"), ("7", "row.cells"), ("9", "row.repeated"), ("10", "row.quotes"), ("11", "field.invalid"), ("6", "field.invalid")],
            ignoreOrder: true);
        await using var db = world.Look();
        (await db.ImportFaults.CountAsync(fault => fault.ImportId == report.ImportId, Ct)).ShouldBe(8);
        (await db.Accounts.SingleAsync(account => account.Name == "Fits", Ct)).AnnualRevenue.ShouldBe(1200.50m);
    }

    [Fact]
    public async Task A_rehearsal_says_the_same_and_writes_nothing()
    {
        const string rows = "no,name,staff,founded,revenue\n1,Rehearsed,10,1999,1\n2,Wrong,x,1999,1\n3,Also rehearsed,1,1700,\n4,Not a year,1,1,\n";
        var before = await Counts();

        var rehearsal = await Import(Firms("rehearsal"), isRehearsal: true, ("firms.csv", rows));
        var after = await Counts();
        var said = await File.ReadAllTextAsync(rehearsal.Files[0], Ct);
        var run = await Import(Firms("rehearsal"), ("firms.csv", rows));

        after.ShouldBe(before);
        (rehearsal.Created, rehearsal.Refused).ShouldBe((run.Created, run.Refused));
        said.ShouldBe(await File.ReadAllTextAsync(run.Files[0], Ct));
    }

    [Fact]
    public async Task A_row_that_changed_changes_its_record_and_keeps_what_was_said_before()
    {
        await Import(Firms("change"), ("firms.csv", "no,name,staff,founded,revenue\n1,Old name,10,1999,1\n2,Same,10,1999,1\n"));

        var report = await Import(Firms("change"), ("firms.csv", "no,name,staff,founded,revenue\n1,New name,11,1999,1\n2,Same,10,1999,1\n"));

        (report.Created, report.Updated, report.Unchanged).ShouldBe((0, 1, 1));
        await using var db = world.Look();
        (await db.SourceRecords.CountAsync(source => source.SourceSystem == "change" && source.SourceId == "1", Ct)).ShouldBe(2);
        (await db.Accounts.SingleAsync(account => account.Name == "New name", Ct)).Employees.ShouldBe(11);
        (await db.Accounts.AnyAsync(account => account.Name == "Old name", Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_row_that_changes_back_changes_its_record_back()
    {
        const string first = "no,name,staff,founded,revenue\n1,Swing,10,1999,1\n";
        await Import(Firms("swing"), ("firms.csv", first));
        await Import(Firms("swing"), ("firms.csv", "no,name,staff,founded,revenue\n1,Swing,20,1999,1\n"));

        var back = await Import(Firms("swing"), ("firms.csv", first));
        var again = await Import(Firms("swing"), ("firms.csv", first));

        (back.Updated, again.Unchanged).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task Umlauts_survive_in_every_usual_encoding(string encoding)
    {
        _folder.Put("firms.csv", "");
        var text = $"no;name;staff;founded;revenue\n1;Jürgen Größe {encoding};10;1999;1\n";
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "firms.csv"), [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)], Ct);

        await Import(Firms("encoding-" + encoding));

        await using var db = world.Look();
        (await db.Accounts.AnyAsync(account => account.Name == $"Jürgen Größe {encoding}", Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_import_that_fails_half_way_is_taken_up_without_a_double_row()
    {
        var rows = new StringBuilder("no,name,staff,founded,revenue\n");
        for (var i = 1; i <= 60; i++)
        {
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},Resumed {i},10,1999,1\n");
        }

        var job = Job(Firms("resume"), ("firms.csv", rows.ToString())) with { Limits = new ImportLimits { Batch = 10 } };
        var crash = job with { Progress = CutOffAt30 };
        await Should.ThrowAsync<IOException>(() => Engine.Run(crash, Ct));
        await using (var db = world.Look())
        {
            (await db.Accounts.CountAsync(account => account.Name.StartsWith("Resumed "), Ct)).ShouldBeInRange(30, 50);
        }

        var report = await Engine.Run(job, Ct);

        (report.Created + report.Unchanged).ShouldBe(60);
        await using var after = world.Look();
        (await after.Accounts.CountAsync(account => account.Name.StartsWith("Resumed "), Ct)).ShouldBe(60);
        (await after.Accounts.Where(account => account.Name.StartsWith("Resumed ")).Select(account => account.Name).Distinct().CountAsync(Ct)).ShouldBe(60);
    }

    [Fact]
    public async Task Deals_walk_their_stages_again_and_a_changed_row_takes_them_further()
    {
        var map = Deals("Imported");
        var first = await Import(map, ("deals.csv", "no,name,amount,firm,owner,stage,opened,talked,closed\n1,Walked,\"1.250,50 €\",Iris Optics,ada@acme.example,Talks,01.02.2025,03.02.2025,\n"));
        var second = await Import(map, ("deals.csv", "no,name,amount,firm,owner,stage,opened,talked,closed\n1,Walked,\"1.250,50 €\",Iris Optics,ada@acme.example,Won,01.02.2025,03.02.2025,09.02.2025\n"));

        (first.Created, second.Updated, first.Refused + second.Refused).ShouldBe((1, 1, 0));
        await using var db = world.Look();
        var deal = await db.Deals.SingleAsync(row => row.Name == "Walked", Ct);
        (deal.Amount, deal.Outcome, deal.OwnerId, deal.TeamId).ShouldBe((1250.50m, StageKind.Won, (long?)world.Ada.Id, (long?)world.North));
        var days = await db.StageChanges.Where(change => change.DealId == deal.Id).OrderBy(change => change.At).Select(change => change.At).ToListAsync(Ct);
        days.Select(at => at.Day).ShouldBe([1, 3, 9]);
    }

    [Fact]
    public async Task Rows_that_break_a_rule_of_the_pipeline_are_faults()
    {
        const string head = "no,name,amount,firm,owner,stage,opened,talked,closed\n";
        await Import(Deals("Ruled"), ("deals.csv", head + "1,Leaper,\"1.250,50 €\",Iris Optics,ada@acme.example,Open,01.02.2025,,\n"));
        await using (var db = world.Look())
        {
            var pipeline = await db.Pipelines.Include(row => row.Stages).SingleAsync(row => row.Name == "Ruled", Ct);
            pipeline.AddRule(900_000, new RuleTerms(StageCheck.NoSkip, RuleStrength.Hard));
            pipeline.AddRule(900_001, new RuleTerms(StageCheck.CloseAhead, RuleStrength.Soft));
            pipeline.Stages.Single(stage => stage.Name == "Talks").Require([DealField.NextStep]);
            await db.SaveChangesAsync(Ct);
        }

        var report = await Import(Deals("Ruled"), ("deals.csv", head + """
            1,Leaper,"1.250,50 €",Iris Optics,ada@acme.example,Won,01.02.2025,,09.02.2025
            2,Stepless,"1.250,50 €",Iris Optics,ada@acme.example,Talks,01.02.2025,03.02.2025,
            3,Fits,"1.250,50 €",Iris Optics,ada@acme.example,Open,01.02.2025,,

            """));

        var faults = await File.ReadAllTextAsync(report.Files[0], Ct);
        (report.Created, report.Updated, report.Refused).ShouldBe((1, 0, 2), faults);
        faults.ShouldContain("rule.skips_stage");
        faults.ShouldContain("deal.next_step_required");
    }

    [Fact]
    public async Task Who_may_import_still_cannot_make_people()
    {
        var job = Job("""
            system: escalation
            tables:
              - { name: people, file: people.csv, entity: user, id: [mail], fields: { name: name, email: mail, role: role } }
            """, ("people.csv", "mail,name,role\neve@acme.example,Eve,admin\n")) with { Caller = world.Tess.Caller };

        await Should.ThrowAsync<AccessDenied>(() => Engine.Run(job, Ct));

        await using var db = world.Look();
        (await db.Users.AnyAsync(user => user.Email == "eve@acme.example", Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_may_not_import_is_refused() => await Should.ThrowAsync<AccessDenied>(
        () => Engine.Run(Job(Firms("denied"), ("firms.csv", "no,name,staff,founded,revenue\n1,Denied,1,1999,1\n")) with { Caller = world.Ada.Caller }, Ct));

    public void Dispose() => _folder.Dispose();

    private static string Firms(string system) => $$"""
        system: {{system}}
        currency: USD
        tables:
          - { name: firms, file: firms.csv, entity: account, id: [no], fields: { name: name, employees: staff, founded_year: founded, annual_revenue: revenue } }
        """;

    private static void CutOffAt30(string table, int rows)
    {
        if (rows >= 30)
        {
            throw new IOException("The power went off.");
        }
    }

    private static string Deals(string name) => """
        system: deals-[[name]]
        pipeline: { name: [[name]], currency: EUR, stages: [ { name: Open, probability: 0.5 }, { name: Talks, probability: 0.7 }, { name: Won, outcome: won }, { name: Lost, outcome: lost } ] }
        tables:
          - name: deals
            file: deals.csv
            entity: opportunity
            id: [no]
            fields:
              name: name
              amount: { column: amount, decimal: "," }
              account: { by: name, column: firm }
              owner: { by: email, column: owner }
            history: { stage: stage, entered: { Open: opened, Talks: talked, Won: closed, Lost: closed }, format: [dd.MM.yyyy], undated: 2026-01-01 }
        """.Replace("[[name]]", name, StringComparison.Ordinal);

    private FolderImport Engine => world.Services.GetRequiredService<FolderImport>();

    private Task<ImportReport> Import(string map, params (string Name, string Text)[] files) => Import(map, isRehearsal: false, files);

    private Task<ImportReport> Import(string map, bool isRehearsal, params (string Name, string Text)[] files) =>
        Engine.Run(Job(map, files) with { IsRehearsal = isRehearsal }, Ct);

    private ImportJob Job(string map, params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            _folder.Put(name, text);
        }

        return new ImportJob(_folder.Path, MapFile.Parse(map), Caller.Software(world.Acme, "Import"), _folder.Report);
    }

    private async Task<(int, int, int, int)> Counts()
    {
        await using var db = world.Look();
        return (await db.Accounts.CountAsync(Ct), await db.SourceRecords.CountAsync(Ct), await db.Imports.CountAsync(Ct), await db.AuditEntries.CountAsync(Ct));
    }
}
