namespace CrmLive.LocalPostgres;

/// <summary>The end of what the server wrote, for the message of a failure.</summary>
internal static class ServerLog
{
    private const int Lines = 12;

    public static string StartFile(Place place) => Path.Combine(place.Log, "start.log");

    public static string Tail(Place place)
    {
        try
        {
            var newest = new DirectoryInfo(place.Log).EnumerateFiles("*.log").OrderBy(file => file.LastWriteTimeUtc).TakeLast(2);
            return string.Join('\n', newest.SelectMany(file => Read(file.FullName).TakeLast(Lines)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"(its log could not be read: {e.Message})";
        }
    }

    private static List<string> Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
