using System.Globalization;

namespace CrmLive.LocalPostgres;

/// <summary>
/// Says that this process uses the cluster: a file named by the process id, locked for as long as the process lives. The lock, not
/// the id, is what counts: ids come again, and mean nothing across containers.
/// </summary>
internal sealed class UserMark : IDisposable
{
    private static int entered;

    private readonly string path;
    private readonly FileLock held;

    private UserMark(string path, FileLock held) => (this.path, this.held) = (path, held);

    public static UserMark Enter(string folder)
    {
        Directory.CreateDirectory(folder);
        var number = Interlocked.Increment(ref entered);
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{number}"));
        var taken = FileLock.TryTake(file) ?? throw new PostgresFailed($"Another process holds {file}, which bears our own process id.");
        return new UserMark(file, taken);
    }

    /// <summary>Whether anybody is still there; what the dead left behind is swept away. Call it under the cluster's lock.</summary>
    public static bool Any(string folder)
    {
        var any = false;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            using var free = FileLock.TryTake(file);
            if (free is null)
            {
                any = true;
                continue;
            }

            File.Delete(file);
        }

        return any;
    }

    public void Dispose()
    {
        File.Delete(path);
        held.Dispose();
    }
}
