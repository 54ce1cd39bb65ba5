using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Architecture;

/// <summary>A source file as the rules of the house see it.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>All C# and Razor sources of a project, without what is generated.</summary>
    public static IReadOnlyList<SourceFile> Of(string project) =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf(project), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !Regex.IsMatch(file, "/(bin|obj|Migrations)/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .Select(file => new SourceFile(file, Repository.Read(file))),
    ];

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The capability that the file belongs to: the folder below the project.</summary>
    public string Slice => Path.Split('/') is [_, var slice, _, ..] ? slice : "";

    /// <summary>Other capabilities that it names, by using or by qualified name.</summary>
    public IEnumerable<string> Uses() =>
        Regex.Matches(Text, @"^\s*@?using\s+(?:static\s+)?CrmLive\.(?<slice>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["slice"].Value)
            .Where(slice => slice != Slice)
            .Distinct();

    public bool Mentions(string words) => Text.Contains(words, StringComparison.Ordinal);

    public override string ToString() => Path;
}
