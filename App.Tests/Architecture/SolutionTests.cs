using System.Xml.Linq;

namespace CrmLive.Architecture;

public sealed class SolutionTests
{
    [Fact]
    public void Names_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "CrmLive.sln")).Replace('\\', '/');

        Projects.ShouldAllBe(project => solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_the_domain_free_of_packages_beyond_calendar_and_mathematics() =>
        XDocument.Load(Path.Combine(Root, "App.Domain", "App.Domain.csproj"))
            .Descendants("PackageReference")
            .Select(package => package.Attribute("Include")!.Value)
            .ShouldBe(["MathNet.Numerics", "NodaTime"], ignoreOrder: true);

    private static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static IEnumerable<string> Projects =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "CrmLive.sln"))
            ? directory
            : FindRoot(Directory.GetParent(directory)?.FullName ?? throw new DirectoryNotFoundException("CrmLive.sln is in no parent directory"));
}
