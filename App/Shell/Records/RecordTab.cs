namespace CrmLive.Shell;

/// <summary>
/// A tab on the page of a kind of record; a slice registers it as a singleton, so that a page shows what slices above its own know.
/// </summary>
/// <param name="Component">Takes the number of the record as its parameter <c>Id</c>.</param>
public sealed record RecordTab(RecordKind Kind, string Label, Type Component, string Permission, int Order)
{
    /// <summary>How the address names it.</summary>
    public string Name => Label.ToLowerInvariant();
}
