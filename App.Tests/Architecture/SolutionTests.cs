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
        Names(Path.Combine("App.Domain", "App.Domain.csproj"), "PackageReference").ShouldBe(["MathNet.Numerics", "NodaTime"], ignoreOrder: true);

    [Fact]
    public void Pins_no_package_that_nothing_references()
    {
        var used = Projects.SelectMany(project => Names(project, "PackageReference")).ToHashSet(StringComparer.Ordinal);

        Names("Directory.Packages.props", "PackageVersion").Where(package => !used.Contains(package)).ShouldBeEmpty();
    }

    private static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static IEnumerable<string> Projects =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static IEnumerable<string> Names(string file, string element) =>
        XDocument.Load(Path.Combine(Root, file)).Descendants(element).Select(package => package.Attribute("Include")!.Value);

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "CrmLive.sln"))
            ? directory
            : FindRoot(Directory.GetParent(directory)?.FullName ?? throw new DirectoryNotFoundException("CrmLive.sln is in no parent directory"));
}
