using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrmLive.Imports;

/// <summary>The command line in a process of its own, which is killed as the kernel kills: without a chance to tidy up.</summary>
public sealed class KilledImportTests(World world) : IClassFixture<World>, IDisposable
{
    private const int Rows = 3000;

    private readonly Folder _folder = new();

    [Fact]
    public async Task An_import_that_is_killed_half_way_and_run_again_makes_every_row_once()
    {
        var ct = TestContext.Current.CancellationToken;
        Write();
        using (var killed = Start())
        {
            while (await killed.StandardError.ReadLineAsync(ct).Soon("the import to say how far it is") is { } line && line != "firms: 1000 rows")
            {
            }

            killed.Kill();
            await killed.WaitForExitAsync(ct).Soon("the killed import to end");
        }

        await using var db = world.Look();
        var half = await db.Accounts.CountAsync(account => account.Name.StartsWith("Killed "), ct);
        half.ShouldBeInRange(1000, Rows - 1);
        (half % 500).ShouldBe(0);

        using var again = Start();
        var reading = again.StandardError.ReadToEndAsync(ct);
        await again.StandardOutput.ReadToEndAsync(ct).Soon("the import to end", TestPatience.Long);
        await again.WaitForExitAsync(ct).Soon("the import to end");

        again.ExitCode.ShouldBe(0, await reading);
        (await db.Accounts.CountAsync(account => account.Name.StartsWith("Killed "), ct)).ShouldBe(Rows);
        (await db.Accounts.Where(account => account.Name.StartsWith("Killed ")).Select(account => account.Name).Distinct().CountAsync(ct)).ShouldBe(Rows);
    }

    public void Dispose() => _folder.Dispose();

    private void Write()
    {
        var rows = new StringBuilder("no,name\n");
        for (var i = 1; i <= Rows; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{i},Killed {i}\n");
        }

        _folder.Put("firms.csv", rows.ToString()).Put("map.yaml", """
            system: killed
            tables:
              - { name: firms, file: firms.csv, entity: account, id: [no], fields: { name: name } }
            """);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var part in new[] { Path.Combine(AppContext.BaseDirectory, "App.dll"), "import", _folder.Path, "--map", Path.Combine(_folder.Path, "map.yaml"), "--tenant", "acme" })
        {
            start.ArgumentList.Add(part);
        }

        start.Environment["CRM_HOME"] = Path.Combine(_folder.Path, "home");
        start.Environment["ConnectionStrings__Crm"] = new NpgsqlConnectionStringBuilder(world.Address) { PersistSecurityInfo = true }.ConnectionString;
        return Process.Start(start)!;
    }
}
