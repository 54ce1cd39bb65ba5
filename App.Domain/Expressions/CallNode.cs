namespace CrmLive.Expressions;

/// <summary>A function of <see cref="ExpressionFunctions"/> with its arguments.</summary>
public sealed class CallNode(ExpressionFunction function, IReadOnlyList<Node> arguments, ValueKind kind) : Node
{
    public ExpressionFunction Function { get; } = function;

    public override ValueKind Kind { get; } = kind;

    public override IReadOnlyList<Node> Children => arguments;

    // "if(...)" that gives yes or no may stand where a clause stands.
    public override bool IsClause => Kind == ValueKind.Boolean;

    protected override Value Compute(Run run)
    {
        var value = Function.Compute(run, arguments);
        if (IsClause)
        {
            run.Tell(this, value, Value.Empty, value.IsTrue);
        }

        return value;
    }
}
