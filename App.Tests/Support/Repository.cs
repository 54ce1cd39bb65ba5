namespace CrmLive.Support;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "CrmLive.sln"))
            ? directory
            : Find(Directory.GetParent(directory)?.FullName ?? throw new DirectoryNotFoundException("CrmLive.sln is in no parent directory"));
}
