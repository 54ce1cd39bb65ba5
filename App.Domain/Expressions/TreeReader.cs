using System.Text.Json.Nodes;

namespace CrmLive.Expressions;

/// <summary>Binds a stored tree. Where it does not fit any more, the column is 1: a stored tree has no columns.</summary>
internal sealed class TreeReader(Binder binder)
{
    private const int Column = 1;
    private static readonly Dictionary<string, Operation> Operations = new(StringComparer.Ordinal)
    {
        ["+"] = Operation.Add,
        ["-"] = Operation.Subtract,
        ["*"] = Operation.Multiply,
        ["/"] = Operation.Divide,
    };

    private int _depth;

    public Node Read(JsonNode stored)
    {
        if (++_depth > ExpressionLimits.Nodes)
        {
            throw new ExpressionInvalid("The stored expression is too deep.", Column);
        }

        var node = Bind(stored, Text(stored, "op"));
        _depth--;
        return node;
    }

    private Node Bind(JsonNode stored, string op) => op switch
    {
        "literal" => binder.Literal(ValueText.Read(Enum.Parse<ValueKind>(Text(stored, "kind")), Text(stored, "value")), Column),
        "field" => binder.Field(Text(stored, "path").Split('.'), Column),
        "now" => binder.Now(ValueKind.Instant, Column),
        "today" => binder.Now(ValueKind.Date, Column),
        "changed" => binder.Changed(Parts(stored) is [var now] ? now : throw new FormatException("A part is missing."), Optional(stored["from"]), Optional(stored["to"]), Column),
        _ when op.EndsWith("()", StringComparison.Ordinal) => binder.Call(op[..^2], Parts(stored), Column),
        _ => Bind(op, Parts(stored)),
    };

    private Node Bind(string op, List<Node> parts)
    {
        if (parts.Count == 2 && Binder.Comparisons.TryGetValue(op, out var comparison))
        {
            return binder.Compare(comparison, parts[0], parts[1], Column);
        }

        if (parts.Count == 2 && Operations.TryGetValue(op, out var operation))
        {
            return binder.Arithmetic(operation, parts[0], parts[1], Column);
        }

        return (op, parts.Count) switch
        {
            ("and" or "or", > 1) => binder.Logic(op == "and", parts, Column),
            ("not", 1) => binder.Not(parts[0], Column),
            ("negate", 1) => binder.Negate(parts[0], Column),
            ("in" or "not in", > 0) => binder.In(parts[0], parts[1..], op != "in", Column),
            ("contains" or "not contains", 2) => binder.Contains(parts[0], parts[1], op != "contains", Column),
            ("matches" or "not matches", 2) => binder.Matches(parts[0], parts[1], op != "matches", Column),
            ("is empty" or "is not empty", 1) => binder.IsEmpty(parts[0], op != "is empty", Column),
            _ => throw new FormatException($"{op} is no operator of ours."),
        };
    }

    private static string Text(JsonNode stored, string key) => stored[key]?.GetValue<string>() ?? throw new FormatException($"{key} is missing.");

    private Node? Optional(JsonNode? stored) => stored is null ? null : Read(stored);

    private List<Node> Parts(JsonNode stored) =>
        [.. (stored["of"] ?? throw new FormatException("of is missing.")).AsArray().Select(part => Read(part ?? throw new FormatException("A part is missing.")))];
}
