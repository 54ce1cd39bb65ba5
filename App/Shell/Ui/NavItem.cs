namespace CrmLive.Shell;

/// <summary>A place in the navigation; a module registers it as a singleton when its page works.</summary>
/// <param name="Group">One of <see cref="NavGroups"/>.</param>
/// <param name="Icon">A name that <see cref="Icons"/> draws.</param>
/// <param name="Permission">Who lacks it does not see the place; null for everybody.</param>
public sealed record NavItem(string Group, string Label, string Href, string Icon, string? Permission = null)
{
    /// <summary>Goes there after <c>g</c>.</summary>
    public char? Key { get; init; }

    /// <summary>Place within the group.</summary>
    public int Order { get; init; }

    /// <summary>One of the four places of the bottom bar on a phone.</summary>
    public bool IsMain { get; init; }

    /// <summary>Other words that find it in the palette.</summary>
    public string? Words { get; init; }
}

/// <summary>The groups of the navigation, in their order.</summary>
public static class NavGroups
{
    public const string Sell = "Sell";
    public const string Customers = "Customers";
    public const string Support = "Support";
    public const string Automate = "Automate";
    public const string Connect = "Connect";
    public const string Insights = "Insights";
    public const string Settings = "Settings";

    public static IReadOnlyList<string> All { get; } = [Sell, Customers, Support, Automate, Connect, Insights, Settings];
}
