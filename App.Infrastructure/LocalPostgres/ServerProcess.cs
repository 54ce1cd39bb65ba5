using System.Diagnostics;
using System.Globalization;

namespace CrmLive.LocalPostgres;

/// <summary>PostgreSQL processes as Linux shows them: every one of them works in its data folder.</summary>
internal static class ServerProcess
{
    public static bool Serves(int id, string data) => IsServer(id) && WorksIn(id, data) != false;

    /// <summary>Ends backends that outlived their postmaster: as long as one is busy no new server can start on the data.</summary>
    public static void EndOrphans(string data)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && IsServer(id) && WorksIn(id, data) == true)
            {
                End(id);
            }
        }
    }

    private static bool IsServer(int id)
    {
        try
        {
            // A zombie keeps its id until somebody reaps it, which in a container may be never.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var afterName = stat.LastIndexOf(')');
            return stat.AsSpan(stat.IndexOf('(', StringComparison.Ordinal) + 1).StartsWith("postgres") && stat[afterName + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It went by itself.
        }
    }

    // Null when we cannot know: even root, in a container, may not look at processes of other users.
    private static bool? WorksIn(int id, string data)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{id}/cwd", returnFinalTarget: false) is { } folder ? folder.FullName == data : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
