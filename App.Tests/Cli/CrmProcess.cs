using System.Diagnostics;
using System.Text.Json;
using CrmLive.Support;

namespace CrmLive.Cli;

/// <summary><c>crm</c> as somebody types it: a process of its own, on the database of a world.</summary>
internal static class CrmProcess
{
    /// <summary>The answer of a verb that succeeds.</summary>
    public static async Task<JsonElement> Answer(World world, string person, params string[] args)
    {
        var (exit, answer, error) = await Run(world, person, args);
        exit.ShouldBe(0, error);
        return JsonDocument.Parse(answer).RootElement;
    }

    public static async Task<(int Exit, string Answer, string Error)> Run(World world, string person, params string[] args)
    {
        var ct = TestContext.Current.CancellationToken;
        var home = Directory.CreateTempSubdirectory("crm-cli-").FullName;
        var app = Repository.PathOf("App", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "App.dll");
        var start = new ProcessStartInfo("dotnet", [app, .. args, "--tenant", "acme", "--as", person]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CRM_HOME"] = home;
        start.Environment["ConnectionStrings__Crm"] = world.Address;
        using var program = Process.Start(start)!;
        var (answer, error) = (program.StandardOutput.ReadToEndAsync(ct), program.StandardError.ReadToEndAsync(ct));
        await program.WaitForExitAsync(ct).Soon("crm to end", TestPatience.Long);
        Directory.Delete(home, recursive: true);
        return (program.ExitCode, await answer, await error);
    }
}
