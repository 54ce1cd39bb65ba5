namespace CrmLive.Expressions;

/// <summary>And, or. Stops at the first part that decides; empty counts as no.</summary>
public sealed class LogicNode(bool isAnd, IReadOnlyList<Node> parts) : Node
{
    public bool IsAnd { get; } = isAnd;

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children => parts;

    protected override Value Compute(Run run)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Evaluate(run).IsTrue != IsAnd)
            {
                return Value.Of(!IsAnd);
            }
        }

        return Value.Of(IsAnd);
    }
}

/// <summary>The exact complement: what is not yes becomes yes, so <c>not (amount > 5)</c> holds for an empty amount.</summary>
public sealed class NotNode(Node part) : Node
{
    public Node Part { get; } = part;

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children => [Part];

    protected override Value Compute(Run run) => Value.Of(!Part.Evaluate(run).IsTrue);
}
