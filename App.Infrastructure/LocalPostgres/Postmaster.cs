using System.Diagnostics;
using System.Globalization;

namespace CrmLive.LocalPostgres;

/// <summary>The server process as <c>postmaster.pid</c> names it.</summary>
internal sealed record Postmaster(int Id, string Data, int Port)
{
    public static Postmaster? Of(string data)
    {
        try
        {
            return File.ReadAllLines(FileOf(data)) is [var id, var folder, _, var port, ..]
                && int.TryParse(id, CultureInfo.InvariantCulture, out var pid)
                && int.TryParse(port, CultureInfo.InvariantCulture, out var number)
                ? new Postmaster(pid, folder, number)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static string FileOf(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>Whether that process lives and serves these data: a stale file may name an id that somebody else has by now.</summary>
    public bool Serves(string data) => Data == data && (OperatingSystem.IsLinux() ? ServerProcess.Serves(Id, data) : Exists());

    private bool Exists()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
