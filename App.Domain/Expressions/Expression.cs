using NodaTime;

namespace CrmLive.Expressions;

/// <summary>
/// A condition, rule or formula: a checked tree that reads fields and gives one value, without side effects. Conditions of workflows, routing,
/// service levels, validation, webhook filters and formulas all are such expressions; see docs/expressions.md for the language.
/// </summary>
public sealed class Expression
{
    private readonly int _clauses;

    internal Expression(Node root)
    {
        Root = root;
        _clauses = Count(root);
    }

    public Node Root { get; }

    public ValueKind Kind => Root.Kind;

    /// <summary>Compiles text. A condition has to answer yes or no.</summary>
    /// <exception cref="ExpressionInvalid">Where it does not compile, with the column and what would fit.</exception>
    public static Expression Parse(string text, ExpressionSchema schema) => new(new Parser(text, schema).Read());

    /// <exception cref="ExpressionInvalid">It does not compile, or gives something else than yes or no.</exception>
    public static Expression ParseCondition(string text, ExpressionSchema schema)
    {
        var expression = Parse(text, schema);
        return expression.Kind == ValueKind.Boolean ? expression : throw new ExpressionInvalid("A condition answers yes or no. Compare it with something.", 1);
    }

    /// <summary>Evaluates.</summary>
    /// <param name="read">Gives the value of a field; empty for what the reader may not see.</param>
    /// <param name="now">From the clock, read once.</param>
    /// <param name="zone">The calendar of the tenant, in which days begin and end.</param>
    public Evaluation Evaluate(Func<FieldPath, Value> read, DateTimeOffset now, DateTimeZone zone)
    {
        var run = new Run(read, now, zone, _clauses);
        try
        {
            return new Evaluation(Root.Evaluate(run), run.Clauses);
        }
        catch (ExpressionFailed failed)
        {
            return new Evaluation(Value.Empty, run.Clauses, failed.Message);
        }
    }

    /// <summary>What has to hold all together, each as the text that compiles to it and as a sentence.</summary>
    /// <param name="show">See <see cref="Sentence.Of(Expression, Func{Value, string})"/>.</param>
    public IReadOnlyList<(string Text, string Sentence)> Conjuncts(Func<Value, string>? show = null)
    {
        var parts = Root is LogicNode { IsAnd: true } all ? all.Children : [Root];
        return [.. parts.Select(part => (part is LogicNode ? $"({Printer.Print(part)})" : Printer.Print(part), Sentence.Of(part, show)))];
    }

    /// <summary>The text that compiles to this tree.</summary>
    public override string ToString() => Printer.Print(Root);

    private static int Count(Node node) => (node.IsClause ? 1 : 0) + node.Children.Sum(Count);
}
