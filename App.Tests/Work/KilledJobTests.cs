using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmLive.Imports;
using CrmLive.Live;
using CrmLive.LocalPostgres;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Queue;

/// <summary>The server itself is killed with -9 while it drives an import; each time a new one goes on from the saved place.</summary>
public sealed class KilledJobTests(World world) : IClassFixture<World>, IDisposable
{
    private const int Rows = 4000;
    private const int Kills = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-job-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_comes_once_and_no_batch_is_counted_twice()
    {
        var job = await Started();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var program = Start(address);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                var goal = kill * 1000;
                await TestPatience.Until(async () => (await Look(job)).Done >= goal, $"{goal} rows", TestPatience.Long);
                await Stop(program);

                // So that nobody has to wait for the lease of the dead one.
                await world.Execute("update work_items set due = now() where kind like 'job@%'");
                program = Start(address);
            }

            await TestPatience.Until(async () => (await Look(job)).IsOver, "the job to end", TestPatience.Long);
            await TestPatience.Until(async () => (await world.Alive(JobHereWork.On(JobHereWork.Machine))).Count == 0, "its item to end");
        }
        finally
        {
            await Stop(program);
        }

        var ended = await Look(job);
        (ended.State, ended.Done, ended.Error).ShouldBe((JobState.Done, Rows, null));
        ended.Run.ShouldBe(Kills + 1);
        await using var db = world.Look();
        var run = await db.Imports.SingleAsync(run => run.Map == "killed-job", Ct);
        (run.RowsRead, run.Created, run.Unchanged, run.FinishedAt is null).ShouldBe((Rows, Rows, 0, false));
        (await db.Accounts.Where(account => account.Name.StartsWith("Job ")).Select(account => account.Name).Distinct().CountAsync(Ct)).ShouldBe(Rows);
        (await db.Accounts.CountAsync(account => account.Name.StartsWith("Job "), Ct)).ShouldBe(Rows);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static int FreePort() => Enumerable.Range(25_000 + (Environment.ProcessId % 5_000), 5_000).First(LoopbackPort.IsFree);

    private static async Task Stop(Process program)
    {
        program.Kill();
        await program.WaitForExitAsync(Ct).Soon("the killed program to end");
        program.Dispose();
    }

    private async Task<Job> Look(long id)
    {
        await using var db = world.Look();
        return await db.Jobs.AsNoTracking().SingleAsync(job => job.Id == id, Ct);
    }

    private async Task<long> Started()
    {
        var rows = new StringBuilder("no,name\n");
        for (var i = 1; i <= Rows; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{i},Job {i}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "firms.csv"), rows.ToString(), Ct);
        const string map = """
            system: killed-job
            tables:
              - { name: firms, file: firms.csv, entity: account, id: [no], fields: { name: name } }
            """;
        var order = new ImportOrder(_folder.FullName, map, Path.Combine(_folder.FullName, "report"), Overwrites: false, ForEvaluation: false);
        return await world.As(world.Tess, new StartJob("import", "Killed", JsonSerializer.Serialize(order), IsHere: true));
    }

    private Process Start(Uri address)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var app = Repository.PathOf("App", "bin", configuration, "net10.0", "App.dll");
        var start = new ProcessStartInfo("dotnet", [app, "--urls", address.ToString()]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CRM_HOME"] = Path.Combine(_folder.FullName, "home");
        start.Environment["ConnectionStrings__Crm"] = world.Address;
        var program = Process.Start(start)!;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }
}
