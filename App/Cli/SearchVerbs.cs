using System.CommandLine;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary><c>crm search rebuild</c>.</summary>
internal static class SearchVerbs
{
    public static Command Search() => Verb.Group("search", "The words that records are found by.",
        Verb.Of("rebuild", "Writes them anew where they differ from the records of the tenant.", Rebuild));

    private static async Task<object?> Rebuild(VerbRun run)
    {
        var steps = 0;
        for (SearchPlace? place = null; steps == 0 || place is not null; steps++)
        {
            place = await run.Send(new RebuildSearch(place));
        }

        return new { Status = "ok", Steps = steps };
    }
}
