namespace CrmLive.Imports;

/// <summary>A folder with a few files for one test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-import-").FullName;

    public string Report => System.IO.Path.Combine(Path, "report");

    public Folder Put(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
