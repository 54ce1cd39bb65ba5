namespace CrmLive;

/// <summary>
/// The apostrophe before a text that a spreadsheet would take for a formula. What is protected and then unprotected is the same text again,
/// whatever it was.
/// </summary>
public static class FormulaGuard
{
    private const char Mark = '\'';

    // As OWASP recommends.
    private const string Starts = "=+-@\t\r";

    public static string Protect(string text) => IsFormula(text) ? Mark + text : text;

    /// <summary>Takes off one apostrophe, where <see cref="Protect"/> puts one.</summary>
    public static string Unprotect(string text) => text.StartsWith(Mark) && IsFormula(text) ? text[1..] : text;

    // A formula behind any number of apostrophes: one that is protected already gets one more, or the way back would take off what was its own.
    private static bool IsFormula(string text)
    {
        var rest = text.AsSpan().TrimStart(Mark);
        return rest.Length > 0 && Starts.Contains(rest[0], StringComparison.Ordinal);
    }
}
