using System.CommandLine;
using System.Globalization;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Imports;
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
        var map = await Read(run.Get(Map)!, run.Cancelled);
        var home = run.Service<Home>();
        var folder = run.Get(Report)?.FullName ?? Path.Combine(home.Folder, "imports", run.Service<TimeProvider>().GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        var report = await run.Service<FolderImport>().Run(
            new ImportJob(run.Get(Folder).FullName, map, await Caller(run, map), folder)
            {
                IsRehearsal = run.Get(DryRun),
                Overwrites = run.Get(Overwrite),
                ForEvaluation = home.IsEvaluation,
                Progress = (table, rows) => Console.Error.WriteLine($"{table}: {rows} rows"),
            },
            run.Cancelled);
        run.ExitCode = report.Refused > 0 ? 1 : 0;
        return report;
    }

    private static async Task<ImportMap> Read(FileInfo file, CancellationToken ct) => file.Exists
        ? MapFile.Parse(await File.ReadAllTextAsync(file.FullName, ct))
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
