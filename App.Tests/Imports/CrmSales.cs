using CrmLive.Support;

namespace CrmLive.Imports;

/// <summary>The set "CRM Sales Opportunities", which is no part of the repository: tests of it skip where it is absent.</summary>
internal static class CrmSales
{
    public static string Path { get; } = System.IO.Path.GetFullPath(Repository.PathOf("..", "shared", "data", "crm-sales")) is var near && Directory.Exists(near)
        ? near
        : System.IO.Path.GetFullPath(Repository.PathOf("..", "..", "shared", "data", "crm-sales"));

    public static bool IsHere => Directory.Exists(Path);

    public static ImportMap Map() => MapFile.Parse(Repository.Read("fixtures", "imports", "crm-sales.yaml"));
}
