using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Shell;

/// <summary>
/// The line drawings of the screens, on a grid of 16. They are text and no components: a page has many, and each component costs every open page kilobytes.
/// </summary>
public static class Icons
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["account"] = "M2.5 13.5v-10h6v10M8.5 6.5h5v7M1.5 13.5h13M4.5 6h2M4.5 8.5h2M4.5 11h2M11 9v.01M11 11.25v.01",
        ["alert"] = "M8 2.5 14.5 13.5h-13zM8 6.5v3M8 11.5v.01",
        ["audit"] = "M3.5 2.5h6l3 3v8h-9zM9.5 2.5v3h3M5.5 8h5M5.5 10.5h3.5",
        ["bell"] = "M4 11.5V7a4 4 0 0 1 8 0v4.5l1 1H3zM6.75 14.25h2.5",
        ["bin"] = "M3 4.5h10M6 4.5v-2h4v2M4.25 4.5l.5 9h6.5l.5-9M6.75 7v4M9.25 7v4",
        ["board"] = "M2.5 2.5h3v11h-3zM6.5 2.5h3v7h-3zM10.5 2.5h3v9h-3z",
        ["chart"] = "M2.5 2.5v11h11M5.5 11V8M8.5 11V5M11.5 11V7",
        ["check"] = "m3 8.5 3.25 3.25L13 5",
        ["chevron-down"] = "m4 6 4 4 4-4",
        ["chevron-left"] = "m10 4-4 4 4 4",
        ["chevron-right"] = "m6 4 4 4-4 4",
        ["clock"] = "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 4.75V8l2.25 1.5",
        ["close"] = "m4 4 8 8M12 4l-8 8",
        ["contact"] = "M10.5 5.25a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0M3 13.5a5 5 0 0 1 10 0",
        ["copy"] = "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
        ["edit"] = "m3 13 .75-3L10.5 3.25l2.25 2.25L6 12.25zM9.25 4.5l2.25 2.25",
        ["filter"] = "M2 3.5h12M4.5 8h7M6.75 12.5h2.5",
        ["history"] = "M2.5 8A5.5 5.5 0 1 0 4.5 3.75M2.5 2.5V5h2.75M8 5v3l2 1.5",
        ["import"] = "M8 2.5v7M5 7l3 3 3-3M2.5 11v2.5h11V11",
        ["info"] = "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 7.5v3.25M8 5.25v.01",
        ["key"] = "M8.5 6a3 3 0 1 1-6 0 3 3 0 0 1 6 0M7.75 7.75l5.75 5.75M11 11l1.5-1.5",
        ["keyboard"] = "M1.5 4.5h13v7.5h-13zM4 7v.01M6.5 7v.01M9 7v.01M11.5 7v.01M5 9.75h6",
        ["lead"] = "M6.5 5.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0M1.5 13a3.5 3.5 0 0 1 6.5-1.75M9 8h5.5M12 5.5 14.5 8 12 10.5",
        ["leave"] = "M6.5 2.5h-4v11h4M6 8h7.5M10.75 5.25 13.5 8l-2.75 2.75",
        ["menu"] = "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
        ["moon"] = "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5",
        ["more"] = "M3.5 8v.01M8 8v.01M12.5 8v.01",
        ["plus"] = "M8 3v10M3 8h10",
        ["product"] = "M2.5 5 8 2l5.5 3v6L8 14l-5.5-3zM2.5 5 8 8l5.5-3M8 8v6",
        ["pulse"] = "M1.5 8h3l2-4.5 3 9 2-4.5h3",
        ["refresh"] = "M13 8a5 5 0 1 1-1.5-3.6M13 2.5V5h-2.5",
        ["restore"] = "M3 6h6.5a3.5 3.5 0 0 1 0 7H6M3 6l2.75-2.75M3 6l2.75 2.75",
        ["role"] = "M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.75 8l1.5 1.5 3-3",
        ["search"] = "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0M10.25 10.25 14 14",
        ["settings"] = "M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M12 4.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0M7.5 11.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0",
        ["sort-down"] = "M8 3v10M4.5 9.5 8 13l3.5-3.5",
        ["sort-up"] = "M8 13V3M4.5 6.5 8 3l3.5 3.5",
        ["sun"] = "M10.75 8a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7",
        ["team"] = "M8 5.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0M1.5 13a4.5 4.5 0 0 1 9 0M10.5 3.75a2 2 0 0 1 0 3.75M12 9.25A4.5 4.5 0 0 1 14.5 13",
        ["user"] = "M10.5 5.25a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0M3 13.5a5 5 0 0 1 10 0",
        ["wifi-off"] = "M2 6.5a9 9 0 0 1 4-2.25M14 6.5a9 9 0 0 0-4.25-2.3M5 9.5A4.5 4.5 0 0 1 8 8.25M8 12.25v.01M2.5 2.5l11 11",
    };

    private static readonly ConcurrentDictionary<(string Name, int Size), MarkupString> Drawn = [];

    public static IEnumerable<string> Names => Paths.Keys;

    /// <summary>A drawing in the colour of the text around it; a name that nobody drew gives a small square.</summary>
    /// <param name="size">Of each side, in pixels.</param>
    public static MarkupString Svg(string name, int size = 16) => Drawn.GetOrAdd((Paths.ContainsKey(name) ? name : "", size), static icon => new MarkupString(
        $"""<svg class="icon" viewBox="0 0 16 16" width="{icon.Size}" height="{icon.Size}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{Paths.GetValueOrDefault(icon.Name, "M5 5h6v6H5z")}" /></svg>"""));
}
