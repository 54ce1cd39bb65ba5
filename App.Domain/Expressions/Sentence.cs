namespace CrmLive.Expressions;

/// <summary>Writes a tree as a sentence for people: "Amount is more than EUR 1000 and Stage is Won".</summary>
public static class Sentence
{
    /// <param name="show">How a value reads for the person who looks, in their format of numbers and days; plain when null.</param>
    public static string Of(Expression expression, Func<Value, string>? show = null) => new Writer(show ?? ValueText.Invariant).Write(expression.Root);

    /// <summary>One clause of a trace as a sentence.</summary>
    public static string Of(Node clause, Func<Value, string>? show = null) => new Writer(show ?? ValueText.Invariant).Write(clause);

    private sealed class Writer(Func<Value, string> show)
    {
        public string Write(Node node) => node switch
        {
            LiteralNode literal => literal.Value.IsEmpty ? "empty" : show(literal.Value),
            FieldNode { Kind: ValueKind.Boolean } field => $"{field.Label} is yes",
            FieldNode field => field.Label,
            NowNode now => now.Kind == ValueKind.Date ? "today" : "now",
            LogicNode logic => string.Join(logic.IsAnd ? " and " : " or ", logic.Children.Select(Part)),
            NotNode not => $"it is not so that {Part(not.Part)}",
            CompareNode compare => $"{Term(compare.Left)} {Words(compare.Comparison, compare.Left.Kind)} {Term(compare.Right, compare.Left)}",
            InNode one => $"{Term(one.Part)} is {(one.IsNegated ? "none" : "one")} of {List(one.Entries, one.Part)}",
            ContainsNode contains => $"{Term(contains.Part)} {(contains.IsNegated ? "does not contain" : "contains")} {Term(contains.Wanted, contains.Part)}",
            MatchesNode matches => $"{Term(matches.Part)} {(matches.IsNegated ? "does not match" : "matches")} {matches.Pattern}",
            EmptyNode empty => $"{Term(empty.Part)} is {(empty.IsNegated ? "not empty" : "empty")}",
            ChangedNode changed => $"{changed.Now.Label} changed{Side(" from ", changed.From, changed.Now)}{Side(" to ", changed.To, changed.Now)}",
            ArithmeticNode sum => $"{Part(sum.Left)} {sum.Symbol} {Part(sum.Right)}",
            NegateNode negate => $"-{Part(negate.Part)}",
            CallNode call => $"{call.Function.Name}({List(call.Children, null)})",
            _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name),
        };

        // A yes-no field that is compared stands by its label alone.
        private string Term(Node node, Node? beside = null) => node switch
        {
            FieldNode field => field.Label,
            LiteralNode { Kind: ValueKind.Text } literal when beside is FieldNode { Field.Options: { } options } =>
                options.FirstOrDefault(option => option.Key == literal.Value.Text).Value ?? show(literal.Value),
            LiteralNode { Kind: ValueKind.Boolean } literal => literal.Value.IsTrue ? "yes" : "no",
            _ => Part(node),
        };

        private string Part(Node node) => node is LogicNode or ArithmeticNode or NotNode ? $"({Write(node)})" : Write(node);

        private string List(IEnumerable<Node> nodes, Node? beside) => string.Join(", ", nodes.Select(node => Term(node, beside)));

        private string Side(string word, Node? node, Node beside) => node is null ? "" : word + Term(node, beside);

        private static string Words(Comparison comparison, ValueKind kind) => (comparison, kind is ValueKind.Date or ValueKind.Instant) switch
        {
            (Comparison.Equal, _) => "is",
            (Comparison.NotEqual, _) => "is not",
            (Comparison.Less, true) => "is before",
            (Comparison.LessOrEqual, true) => "is on or before",
            (Comparison.Greater, true) => "is after",
            (Comparison.GreaterOrEqual, true) => "is on or after",
            (Comparison.Less, _) => "is less than",
            (Comparison.LessOrEqual, _) => "is at most",
            (Comparison.Greater, _) => "is more than",
            _ => "is at least",
        };
    }
}
