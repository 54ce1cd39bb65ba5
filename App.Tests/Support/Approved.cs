namespace CrmLive.Support;

/// <summary>A generated file that is kept in the repository, so that a review sees what changes. <c>make schema</c> writes it anew.</summary>
public static class Approved
{
    public static void File(string text, params string[] path)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd());
        var wanted = string.Join('\n', lines).Trim('\n', '\uFEFF') + "\n";
        var file = Repository.PathOf(path);
        if (Environment.GetEnvironmentVariable("CRM_APPROVE") == "1")
        {
            System.IO.File.WriteAllText(file, wanted);
        }

        var kept = System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        (kept == wanted).ShouldBeTrue($"{string.Join('/', path)} is stale: run make schema and look at what changed.");
    }
}
