using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Shell;

/// <summary>The script that stands between a page and a server that does not hear it.</summary>
public sealed partial class ConnectionScriptTests
{
    [Fact]
    public void Every_event_that_a_page_listens_to_is_held_while_the_connection_is_gone()
    {
        var script = File.ReadAllText(Repository.PathOf("App", "wwwroot", "js", "connection.js"));
        var listened = Directory.EnumerateFiles(Repository.PathOf("App"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Listened().Matches(File.ReadAllText(file)))
            .Select(found => found.Groups[1].Value)
            .Distinct();

        listened.Where(type => !script.Contains($"'{type}'", StringComparison.Ordinal)).ShouldBeEmpty("Blazor throws where it hears one without a connection: add it to connection.js");
    }

    [GeneratedRegex("@on([a-z]+)")]
    private static partial Regex Listened();
}
