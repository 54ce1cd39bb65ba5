namespace CrmLive.Shell;

/// <summary>Something that the command palette can start; a module registers it as a singleton. Its address opens what it names, for example <c>/accounts?new=1</c>.</summary>
/// <param name="Label">The verb and the thing: "New account".</param>
/// <param name="Permission">Who lacks it does not see the action; null for everybody.</param>
/// <param name="Words">Other words that find it.</param>
public sealed record PaletteAction(string Label, string Href, string Icon, string? Permission = null, string? Words = null)
{
    /// <summary>On a page at its path or below it only its parameters are set: what the page shows stays.</summary>
    public bool IsForPageBelow { get; init; }
}
