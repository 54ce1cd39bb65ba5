using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Shell;

/// <summary>A script that is moved with its page still finds what it uses.</summary>
public sealed partial class ScriptImportTests
{
    [Fact]
    public void What_a_script_imports_is_there()
    {
        var app = Repository.PathOf("App");
        var missing = Directory.EnumerateFiles(app, "*.razor.js", SearchOption.AllDirectories).SelectMany(script => Import().Matches(File.ReadAllText(script))
            .Select(found => (Script: Path.GetRelativePath(app, script), Uri: new Uri(new Uri("http://app/" + Path.GetRelativePath(app, script)), found.Groups[1].Value)))
            .Where(import => !File.Exists(Path.Combine(app, "wwwroot" + import.Uri.AbsolutePath)) && !File.Exists(app + import.Uri.AbsolutePath)));

        missing.ShouldBeEmpty();
    }

    [GeneratedRegex("""from '(\.[^']+)'""")]
    private static partial Regex Import();
}
