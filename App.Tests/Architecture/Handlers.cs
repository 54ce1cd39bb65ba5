using System.Text.RegularExpressions;
using CrmLive.Shell;

namespace CrmLive.Architecture;

/// <summary>Finds in the sources what the buttons and forms of pages set off: through methods, callbacks and the pages that take them.</summary>
internal sealed class Handlers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly HashSet<string> Commands =
        [.. RequestDoor.All.Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICommand<>))).Select(type => type.Name.Split('`')[0])];

    private readonly Dictionary<string, string> _components;
    private readonly string _recordPage;

    public Handlers()
    {
        var all = SourceFile.Of("App");
        _recordPage = all.Single(file => file.Name == "RecordPage.cs").Text;
        _components = all.Where(file => file.Path.EndsWith(".razor", StringComparison.Ordinal) && file.Name != "_Imports.razor").ToDictionary(
            file => file.Name[..^6],
            file => string.Concat(all.Where(part => part == file || (part.Name.StartsWith(file.Name[..^6] + ".", StringComparison.Ordinal) && part.Path.EndsWith(".cs", StringComparison.Ordinal))).Select(part => part.Text)),
            StringComparer.Ordinal);
    }

    public IEnumerable<string> Components => _components.Keys;

    /// <summary>What plain elements of a component set off.</summary>
    public IEnumerable<string> Of(string component, string element, string happening) =>
        Tags(_components[component], element).Select(tag => Value(tag, happening)).OfType<string>();

    public bool SendsACommand(string component, string handler) => Sends(component, handler, []);

    private bool Sends(string component, string text, HashSet<string> seen)
    {
        if (Found(text, @"\b(Send|Try)(<[^>]*>)?\(\s*(?<what>new \w+|[a-z]\w*)").Any(IsCommand))
        {
            return true;
        }

        var source = _components[component];
        source += source.Contains("@inherits RecordPage<", StringComparison.Ordinal) ? _recordPage : "";
        return Found(text, @"\b(?<what>[A-Z]\w+)\b").Where(name => seen.Add($"{component}.{name}")).Any(name =>
            Bodies(source, name).Any(body => Sends(component, body, seen))
            || (name.StartsWith("On", StringComparison.Ordinal) && Takers(component, name).Any(taker => Sends(taker.Page, taker.Handler, seen))));
    }

    // What is sent from a variable may be anything.
    private static bool IsCommand(string sent) => sent.StartsWith("new ", StringComparison.Ordinal) ? Commands.Contains(sent[4..]) : sent is not ("request" or "ct");

    // What the pages that use a component give it for a callback.
    private IEnumerable<(string Page, string Handler)> Takers(string component, string callback) =>
        from page in _components
        from tag in Tags(page.Value, component)
        let handler = Value(tag, callback)
        where handler is not null
        select (page.Key, handler);

    private static IEnumerable<string> Bodies(string source, string method) =>
        Regex.Matches(
                source,
                $@"^    (private|protected|public)[^\n=;(]* {method}(<\w+>)?\([^\n]*?\)[^\n]*?(=>[^;]*;|\n(.*?)^    \}})",
                RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
                Patience)
            .Select(match => match.Value[match.Value.IndexOf(')', StringComparison.Ordinal)..]);

    private static IEnumerable<string> Tags(string source, string element)
    {
        foreach (var start in Regex.Matches(source, $@"<{element}\b", RegexOptions.ExplicitCapture, Patience).Select(match => match.Index))
        {
            var end = start;
            while (end < source.Length && source[end] != '>')
            {
                end = 1 + (source[end] == '"' ? EndOfValue(source, end + 1) : end);
            }

            yield return source[start..Math.Min(end, source.Length)];
        }
    }

    private static string? Value(string tag, string attribute) =>
        Regex.Match(tag, $@"\s{attribute}=""", RegexOptions.ExplicitCapture, Patience) is { Success: true } found
            ? tag[(found.Index + found.Length)..EndOfValue(tag, found.Index + found.Length)]
            : null;

    // A quotation mark within parentheses belongs to the expression.
    private static int EndOfValue(string text, int from)
    {
        var depth = 0;
        var at = from;
        while (at < text.Length && (text[at] != '"' || depth > 0))
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            at++;
        }

        return at;
    }

    private static IEnumerable<string> Found(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.ExplicitCapture, Patience).Select(match => match.Groups["what"].Value);
}
