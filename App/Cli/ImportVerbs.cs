using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Imports;
using CrmLive.Live;
using CrmLive.Operations;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary><c>crm import folder --map map.yaml --tenant maven</c>.</summary>
internal static class ImportVerbs
{
    // No tenant has this number: who rehearses for a tenant that is not there yet sees nothing.
    private const long NoTenant = 0;

    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = "The folder with the files." };
    private static readonly Option<FileInfo> Map = new("--map", "-m") { Description = "How the files become records (YAML); see fixtures/imports.", Required = true };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Writes nothing but the report." };
    private static readonly Option<DirectoryInfo?> Report = new("--report") { Description = "Folder for report.json and remarks.csv; by default one under the home." };

    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "What the files say wins over what was changed here since the last import." };

    public static Command Import() => Verb.Of(
        "import",
        "Imports a folder of related files. What is here already stays as it is, so a run that was cut off is simply run again. Exit code 1: rows were refused.",
        Run,
        Folder,
        Map,
        DryRun,
        Overwrite,
        Report);

    private static async Task<object?> Run(VerbRun run)
    {
        var home = run.Service<Home>();
        var report = run.Get(Report)?.FullName ?? Path.Combine(home.Folder, "imports", run.Service<TimeProvider>().GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        var order = new ImportOrder(run.Get(Folder).FullName, await Text(run.Get(Map)!, run.Cancelled), Path.GetFullPath(report), run.Get(Overwrite), home.IsEvaluation);
        var map = MapFile.Parse(order.Map);
        var caller = await Caller(run, map);
        var job = order.ToJob(caller) with { IsRehearsal = run.Get(DryRun), Progress = (table, rows) => Console.Error.WriteLine($"{table}: {rows} rows") };
        return job.IsRehearsal ? Told(run, await run.Service<FolderImport>().Run(job, run.Cancelled)) : await Import(run, caller, order, job);
    }

    private static ImportReport Told(VerbRun run, ImportReport report)
    {
        run.ExitCode = report.Refused > 0 ? 1 : 0;
        return report;
    }

    // As a job, so that people see it and it goes on after this process is gone. Imports of one system come one after the other.
    private static async Task<object?> Import(VerbRun run, Caller caller, ImportOrder order, ImportJob job)
    {
        await run.Service<FolderImport>().Check(job, run.Cancelled);
        var start = new StartJob(ImportWork.Type, $"Import of {job.Map.System}", JsonSerializer.Serialize(order), IsHere: true, $"import/{job.Map.System}");
        var number = await run.Service<Dispatcher>().Send(caller, start, run.Cancelled);
        var row = await DriveHere.Until(run, caller, number);
        if (row.State != JobState.Done)
        {
            throw new RuleBroken("import.stopped", $"{row.Error ?? "The import was cancelled."} Go on with: crm jobs resume {new RecordId(RecordKind.Job, number)}");
        }

        var counts = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(order.ReportFolder, "report.json"), run.Cancelled))!["counts"]!;
        counts["files"] = new JsonArray(Path.Combine(order.ReportFolder, "remarks.csv"), Path.Combine(order.ReportFolder, "report.json"));
        run.ExitCode = JsonNode.Parse(row.Result!)!["refused"]!.GetValue<int>() > 0 ? 1 : 0;
        return counts;
    }

    private static async Task<string> Text(FileInfo file, CancellationToken ct) => file.Exists
        ? await File.ReadAllTextAsync(file.FullName, ct)
        : throw InvalidInput.Of("map", "missing", $"There is no file {file.FullName}.");

    // Only the software makes a tenant, and only when something is to be written.
    private static async Task<Caller> Caller(VerbRun run, ImportMap map)
    {
        var tenants = run.Service<TenantDirectory>();
        if (run.Get(VerbRun.Tenant) is { } slug && map.Tenant is { } name && run.Get(VerbRun.As) is null && await tenants.Find(slug, run.Cancelled) is null)
        {
            var software = new Caller(NoTenant, null, null, Origin.Cli) { Worker = "crm" };
            if (run.Get(DryRun))
            {
                return software;
            }

            software = software with { TenantId = (await tenants.Ensure(slug, name, run.Cancelled)).Id };
            await run.Service<Dispatcher>().Send(software, new SetUpRoles(), run.Cancelled);
        }

        return await run.Caller();
    }
}
