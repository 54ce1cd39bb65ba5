using System.Text.RegularExpressions;

namespace CrmLive.Operations.Audit;

/// <summary>Says names of commands and fields in words: <c>MoveDeal</c> is "move deal", <c>owner_id</c> is "owner".</summary>
internal static partial class EventWords
{
    public static string Of(string name) =>
        (name.EndsWith("_id", StringComparison.Ordinal) ? Borders().Replace(name[..^3], " ") : Borders().Replace(name, " ")).ToLowerInvariant();

    [GeneratedRegex("_|(?<=[a-z])(?=[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Borders();
}
