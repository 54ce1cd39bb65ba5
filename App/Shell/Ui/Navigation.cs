using CrmLive.Access;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Shell;

/// <summary>All registered places, as one person sees them.</summary>
public sealed class Navigation(IEnumerable<NavItem> items)
{
    private readonly IReadOnlyList<NavItem> _items =
        [.. items.OrderBy(item => NavGroups.All.ToList().IndexOf(item.Group)).ThenBy(item => item.Order).ThenBy(item => item.Label, StringComparer.Ordinal)];

    public IReadOnlyList<NavItem> For(Me me) => [.. _items.Where(item => me.May(item.Permission))];

    public IEnumerable<IGrouping<string, NavItem>> Groups(Me me) => For(me).GroupBy(item => item.Group);

    /// <summary>The place where the browser is.</summary>
    public NavItem? Here(NavigationManager address) => At("/" + address.ToBaseRelativePath(address.Uri).Split('?', '#')[0]);

    /// <summary>The place that an address belongs to: the one with the longest matching start.</summary>
    /// <param name="path">From the root, without the query.</param>
    public NavItem? At(string path) => _items
        .Where(item => path == item.Href || (item.Href != "/" && path.StartsWith(item.Href + "/", StringComparison.Ordinal)))
        .MaxBy(item => item.Href.Length);
}
