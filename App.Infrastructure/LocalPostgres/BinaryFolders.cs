using System.Globalization;

namespace CrmLive.LocalPostgres;

/// <summary>The folders where server programs lie on this machine: what is on the PATH first, then known places, newest first.</summary>
internal static class BinaryFolders
{
    private static readonly (string Folder, string Pattern)[] Places =
    [
        ("/usr/lib/postgresql", "*"),
        ("/usr", "pgsql-*"),
        ("/opt/homebrew/opt", "postgresql*"),
        ("/usr/local/opt", "postgresql*"),
        ("/Library/PostgreSQL", "*"),
        ("/Applications/Postgres.app/Contents/Versions", "*"),
    ];

    public static IEnumerable<string> All() => OnPath().Concat(Known()).Where(IsComplete).Distinct(StringComparer.Ordinal);

    public static bool IsComplete(string folder) =>
        Array.TrueForAll(["postgres", "initdb", "pg_ctl"], name => File.Exists(Path.Combine(folder, name)));

    // The server finds its libraries from where it really lies, and a link may stand alone without the other programs.
    private static IEnumerable<string> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "postgres"))
            .Where(File.Exists)
            .Select(file => Path.GetDirectoryName(RealPath.Of(file))!);

    private static IEnumerable<string> Known() =>
        Places
            .Where(place => Directory.Exists(place.Folder))
            .SelectMany(place => Directory.EnumerateDirectories(place.Folder, place.Pattern).OrderByDescending(VersionOf))
            .Select(folder => Path.Combine(RealPath.Of(folder), "bin"));

    private static int VersionOf(string folder)
    {
        var digits = Path.GetFileName(folder).SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
