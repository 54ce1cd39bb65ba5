namespace CrmLive.LocalPostgres;

internal static class FileModes
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    public const UnixFileMode PassableFolder = PrivateFolder
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public const UnixFileMode Readable = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>Writes beside and renames, so that nobody ever reads half a file, nor a secret before it is private.</summary>
    public static async Task Write(string path, string text, UnixFileMode mode, CancellationToken ct)
    {
        var draft = path + ".new";
        File.Delete(draft);
        await using (File.Create(draft))
        {
            Set(draft, mode);
        }

        await File.WriteAllTextAsync(draft, text, ct);
        File.Move(draft, path, overwrite: true);
    }
}
