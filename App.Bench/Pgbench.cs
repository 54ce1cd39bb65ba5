using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace CrmLive.Bench;

/// <summary>PostgreSQL's own benchmark, where it is installed.</summary>
internal static class Pgbench
{
    private static string? Program { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public static bool IsMissing => Program is null;

    public static BenchResult Missing(string name, string goal) => new(name, "x", 0, 0, goal, false, "There is no pgbench here to compare with.");

    /// <returns>Transactions a second; 0 where it only prepares.</returns>
    public static async Task<double> Run(string database, params string[] arguments)
    {
        var address = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(Program!,
        [
            .. arguments, "-h", address.Host!, "-p", address.Port.ToString(CultureInfo.InvariantCulture), "-U", address.Username!, address.Database!,
        ])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = address.Password;
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(await complaints);
        }

        var tps = Regex.Match(said, @"tps = (?<tps>[\d.]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["tps"].Value;
        return tps.Length == 0 ? 0 : double.Parse(tps, CultureInfo.InvariantCulture);
    }
}
