using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Shell;

/// <summary>A script that was moved, or whose neighbours were, leaves its page dead: every one that is named is there.</summary>
public sealed partial class ScriptPathTests
{
    private static readonly string App = Repository.PathOf("App");

    [Fact]
    public void Every_script_that_a_component_asks_for_is_there() =>
        Files("*.razor").Concat(Files("*.cs"))
            .SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(found => (file, address: found.Groups["path"].Value)))
            .Where(one => !IsServed(one.address))
            .ShouldBeEmpty();

    [Fact]
    public void Every_script_that_a_script_imports_is_there()
    {
        var imports = Files("*.js")
            .SelectMany(file => Imported().Matches(File.ReadAllText(file)).Select(found => (file, address: From(file, found.Groups["path"].Value))))
            .ToList();

        imports.ShouldNotBeEmpty();
        imports.Where(one => !IsServed(one.address)).ShouldBeEmpty();
    }

    // Scripts beside components are served where they stand, those of wwwroot at the root.
    private static bool IsServed(string address) => File.Exists(Path.Combine(App, address)) || File.Exists(Path.Combine(App, "wwwroot", address));

    private static string From(string file, string import)
    {
        var served = Path.GetRelativePath(App, file).Replace('\\', '/').Replace("wwwroot/", "", StringComparison.Ordinal);
        return new Uri(new Uri($"http://localhost/{served}"), import).AbsolutePath.TrimStart('/');
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(App, pattern, SearchOption.AllDirectories).Where(file => !NotOurs().IsMatch(file));

    [GeneratedRegex("\"\\./(?<path>[^\"]+\\.js)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^import [^'\n]*'(?<path>\.[^'\n]+)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Imported();

    [GeneratedRegex(@"[/\\](bin|obj|_framework)[/\\]", RegexOptions.ExplicitCapture)]
    private static partial Regex NotOurs();
}
