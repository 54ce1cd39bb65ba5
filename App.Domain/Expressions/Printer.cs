namespace CrmLive.Expressions;

/// <summary>Writes a tree as the text that compiles to it again.</summary>
internal static class Printer
{
    private const int Or = 1;
    private const int Not = 2;
    private const int Clause = 3;
    private const int Sum = 4;
    private const int Product = 5;
    private const int Sign = 6;
    private const int Atom = 7;

    public static string Print(Node node) => node switch
    {
        LiteralNode literal => ValueText.Literal(literal.Value),
        FieldNode field => field.Path.ToString(),
        NowNode now => now.Kind == ValueKind.Date ? "today" : "now",
        LogicNode logic => string.Join(logic.IsAnd ? " and " : " or ", logic.Children.Select(part => Within(part, Not))),
        NotNode not => $"not {Within(not.Part, Not)}",
        CompareNode compare => $"{Within(compare.Left, Sum)} {Symbol(compare.Comparison)} {Within(compare.Right, Sum)}",
        InNode one => $"{Within(one.Part, Sum)}{Negated(one.IsNegated)} in ({List(one.Entries)})",
        ContainsNode contains => $"{Within(contains.Part, Sum)}{Negated(contains.IsNegated)} contains {Within(contains.Wanted, Sum)}",
        MatchesNode matches => $"{Within(matches.Part, Sum)}{Negated(matches.IsNegated)} matches {ValueText.Literal(Value.Of(matches.Pattern))}",
        EmptyNode empty => $"{Within(empty.Part, Sum)} is{Negated(empty.IsNegated)} empty",
        ChangedNode changed => $"{Print(changed.Now)} changed{Side(" from ", changed.From)}{Side(" to ", changed.To)}",
        ArithmeticNode sum => $"{Within(sum.Left, Rank(sum))} {sum.Symbol} {Within(sum.Right, Rank(sum) + 1)}",
        NegateNode negate => $"-{Within(negate.Part, Sign)}",
        CallNode call => $"{call.Function.Name}({List(call.Children)})",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name),
    };

    internal static string Symbol(Comparison comparison) => Binder.Comparisons.First(known => known.Value == comparison).Key;

    private static string Within(Node node, int least) => Rank(node) < least ? $"({Print(node)})" : Print(node);

    private static string List(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(Print));

    private static string Negated(bool isNegated) => isNegated ? " not" : "";

    private static string Side(string word, Node? node) => node is null ? "" : word + Within(node, Sum);

    private static int Rank(Node node) => node switch
    {
        LogicNode => Or,
        NotNode => Not,
        CompareNode or InNode or ContainsNode or MatchesNode or EmptyNode or ChangedNode => Clause,
        ArithmeticNode { Operation: Operation.Add or Operation.Subtract } => Sum,
        ArithmeticNode => Product,
        NegateNode => Sign,
        LiteralNode { Value: { Kind: ValueKind.Number, Number: < 0m } } => Sign,
        _ => Atom,
    };
}
