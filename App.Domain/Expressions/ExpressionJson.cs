using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmLive.Expressions;

/// <summary>
/// The stored form: <c>{"v":1,"tree":…}</c>, each node an object with its operator in <c>op</c> and its parts in <c>of</c>. Reading binds the tree
/// anew against the fields that exist now, within the same limits as text.
/// </summary>
public static class ExpressionJson
{
    private const int Version = 1;

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = (2 * ExpressionLimits.Nodes) + 8 };

    public static string Write(Expression expression) => new JsonObject { ["v"] = Version, ["tree"] = Node(expression.Root) }.ToJsonString();

    /// <exception cref="ExpressionInvalid">It is no tree of ours, of a later version, or names what does not exist any more.</exception>
    public static Expression Read(string json, ExpressionSchema schema)
    {
        try
        {
            var stored = json.Length <= 16 * ExpressionLimits.Text ? JsonNode.Parse(json, documentOptions: Bounds) : null;
            return stored?["v"]?.GetValue<int>() == Version && stored["tree"] is { } tree
                ? new Expression(new TreeReader(new Binder(schema)).Read(tree))
                : throw new ExpressionInvalid("This is no expression that this version of the program can read.", 1);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException or OverflowException)
        {
            throw new ExpressionInvalid("The stored expression is damaged. Write it anew.", 1);
        }
    }

    private static JsonObject Node(Node node) => node switch
    {
        LiteralNode literal => new JsonObject { ["op"] = "literal", ["kind"] = literal.Kind.ToString(), ["value"] = ValueText.Invariant(literal.Value) },
        FieldNode field => new JsonObject { ["op"] = "field", ["path"] = field.Path.ToString() },
        NowNode now => new JsonObject { ["op"] = now.Kind == ValueKind.Date ? "today" : "now" },
        LogicNode logic => Parts(logic.IsAnd ? "and" : "or", logic.Children),
        NotNode not => Parts("not", [not.Part]),
        CompareNode compare => Parts(Printer.Symbol(compare.Comparison), compare.Children),
        InNode one => Parts(one.IsNegated ? "not in" : "in", one.Children),
        ContainsNode contains => Parts(contains.IsNegated ? "not contains" : "contains", contains.Children),
        MatchesNode matches => Parts(matches.IsNegated ? "not matches" : "matches", [matches.Part, new LiteralNode(Value.Of(matches.Pattern))]),
        EmptyNode empty => Parts(empty.IsNegated ? "is not empty" : "is empty", empty.Children),
        ChangedNode changed => Changed(changed),
        ArithmeticNode sum => Parts(sum.Symbol, sum.Children),
        NegateNode negate => Parts("negate", negate.Children),
        CallNode call => Parts($"{call.Function.Name}()", call.Children),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name),
    };

    private static JsonObject Parts(string op, IReadOnlyList<Node> parts) => new() { ["op"] = op, ["of"] = new JsonArray([.. parts.Select(Node)]) };

    private static JsonObject Changed(ChangedNode changed)
    {
        var stored = Parts("changed", [changed.Now]);
        if (changed.From is { } from)
        {
            stored["from"] = Node(from);
        }

        if (changed.To is { } to)
        {
            stored["to"] = Node(to);
        }

        return stored;
    }
}
