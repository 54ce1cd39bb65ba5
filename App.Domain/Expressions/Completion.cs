namespace CrmLive.Expressions;

/// <summary>What may be typed at a place in the text of an expression.</summary>
public static class Completion
{
    private const int Most = 20;
    private static readonly string[] Joints = ["and", "or"];

    /// <summary>Candidates that begin with the word at the caret, best first.</summary>
    /// <param name="caret">Characters before the caret.</param>
    public static IReadOnlyList<string> At(string text, int caret, ExpressionSchema schema)
    {
        var before = text[..Math.Clamp(caret, 0, text.Length)];
        var start = before.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(before[start - 1]) || before[start - 1] is '_' or '.' or '"'))
        {
            start--;
        }

        var typed = before[start..];
        return [.. Fits(before[..start], schema).Where(fit => fit.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Take(Most)];
    }

    private static IEnumerable<string> Fits(string before, ExpressionSchema schema)
    {
        try
        {
            return Behind(new Parser(before, schema).ReadOpen());
        }
        catch (ExpressionInvalid invalid)
        {
            return invalid.Fits;
        }
    }

    private static IEnumerable<string> Behind(Node node) => node.Kind switch
    {
        ValueKind.Boolean => [.. Joints, "="],
        ValueKind.Text => ["=", "!=", "in (", "contains", "matches", "is empty", "is not empty", "changed"],
        ValueKind.List => ["contains", "not contains", "is empty", "is not empty"],
        ValueKind.Reference => ["=", "!=", "in (", "is empty", "is not empty", "changed"],
        _ => ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "is empty", "is not empty", "changed"],
    };
}
