using System.ComponentModel;
using System.Diagnostics;

namespace CrmLive.LocalPostgres;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal static class Command
{
    public static async Task<CommandResult> Run(IEnumerable<string> line, CancellationToken ct)
    {
        using var process = new Process { StartInfo = Describe([.. line]) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new CommandResult(127, e.Message);
        }

        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new CommandResult(process.ExitCode, $"{await output}{await errors}".Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static ProcessStartInfo Describe(string[] line)
    {
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };

        // PGDATA, PGPORT and their like would bend what we ask for, and a translated message could not be recognised.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        return start;
    }
}
