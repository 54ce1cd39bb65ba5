using CrmLive.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CrmLive.Shell;

/// <summary>One line of the palette.</summary>
/// <param name="Note">Said softly at the right.</param>
public sealed record PaletteEntry(string Group, string Label, string Icon, string Href, string? Note = null);

/// <summary>What the palette offers for what somebody typed: places, actions and looks at once, records when the slices have answered.</summary>
public sealed class PaletteSearch(Navigation navigation, IEnumerable<PaletteAction> actions, IEnumerable<HitSource> sources)
{
    /// <summary>An address that changes the look instead of leading somewhere: <c>look:theme/dark</c>.</summary>
    public const string Look = "look:";
    private const int Most = 8;

    /// <summary>Places, actions and looks that the person may use, the best first; all of them when nothing is typed.</summary>
    public IReadOnlyList<PaletteEntry> Offers(Me me, string typed) => string.IsNullOrWhiteSpace(typed)
        ? [.. Actions(me).Concat(Pages(me)).Select(offer => offer.Entry)]
        : [.. Actions(me).Concat(Pages(me)).Concat(Looks())
            .Select(offer => (offer.Entry, Score: Math.Max(TypoMatch.Score(offer.Entry.Label, typed), Words(offer.Words, typed))))
            .Where(offer => offer.Score > 0)
            .OrderByDescending(offer => offer.Score)
            .Take(Most)
            .Select(offer => offer.Entry)];

    /// <summary>The questions to ask the slices.</summary>
    public IEnumerable<(HitSource Source, IQuery<IReadOnlyList<Hit>> Question)> Questions(Me me, string typed) =>
        typed.Trim().Length < 2
            ? []
            : sources.Where(source => me.May(source.Permission)).Select(source => (source, source.Find(typed.Trim())));

    /// <summary>Where an entry leads for somebody who is at an address; both from the root.</summary>
    public string Way(string href, string here)
    {
        var ((path, wanted), (place, shown)) = (Parts(href), Parts(here));
        return actions.Any(action => action.Href == href && action.IsForPageBelow) && (place == path || place.StartsWith(path + "/", StringComparison.Ordinal))
            ? QueryHelpers.AddQueryString(place, shown.Where(part => !wanted.ContainsKey(part.Key)).Concat(wanted))
            : href;
    }

    private IEnumerable<(PaletteEntry Entry, string? Words)> Actions(Me me) => actions
        .Where(action => me.May(action.Permission))
        .Select(action => (new PaletteEntry("Actions", action.Label, action.Icon, action.Href), action.Words));

    private IEnumerable<(PaletteEntry Entry, string? Words)> Pages(Me me) => navigation.For(me)
        .Select(place => (new PaletteEntry("Pages", place.Label, place.Icon, place.Href, place.Key is { } key ? $"g {key}" : null), (string?)$"{place.Group} {place.Words}"));

    private static IEnumerable<(PaletteEntry Entry, string? Words)> Looks() =>
    [
        .. Themes.All.Select(theme => (new PaletteEntry("Look", $"Use the {theme} theme", theme == "dark" ? "moon" : "sun", $"{Look}theme/{theme}"), (string?)"theme mode appearance")),
        .. Densities.All.Select(density => (new PaletteEntry("Look", $"Use the {density} density", "menu", $"{Look}density/{density}"), (string?)"density spacing")),
    ];

    private static (string Path, Dictionary<string, StringValues> Query) Parts(string address)
    {
        var parts = address.Split('#')[0].Split('?', 2);
        return (parts[0], QueryHelpers.ParseQuery(parts.Length == 2 ? parts[1] : ""));
    }

    // A word beside the label counts for less than the label itself.
    private static int Words(string? words, string typed) => words is null ? 0 : TypoMatch.Score(words, typed) / 2;
}
