namespace CrmLive.Expressions;

public enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>
/// Compares two values of one kind, or a day with an instant by the day that the instant falls on. <c>=</c> is null-safe and <c>!=</c> its
/// complement; an order with something empty is false.
/// </summary>
public sealed class CompareNode(Comparison comparison, Node left, Node right) : Node
{
    private readonly Node[] _children = [left, right];

    public Comparison Comparison { get; } = comparison;

    public Node Left => _children[0];

    public Node Right => _children[1];

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children => _children;

    public override bool IsClause => true;

    protected override Value Compute(Run run)
    {
        var (left, right) = run.SameKind(Left.Evaluate(run), Right.Evaluate(run));
        var result = Comparison switch
        {
            Comparison.Equal => left == right,
            Comparison.NotEqual => left != right,
            _ => !left.IsEmpty && !right.IsEmpty && Ordered(run.SameCurrency(left, right)),
        };
        run.Tell(this, left, right, result);
        return Value.Of(result);
    }

    private bool Ordered(int order) => Comparison switch
    {
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };
}
