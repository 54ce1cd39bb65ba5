namespace CrmLive.Expressions;

/// <summary>A node of an expression's tree. Made by <see cref="Binder"/> only, so that every tree has passed the same checks.</summary>
public abstract class Node
{
    /// <summary>What its value is; <see cref="ValueKind.Empty"/> fits everywhere.</summary>
    public abstract ValueKind Kind { get; }

    public virtual IReadOnlyList<Node> Children => [];

    /// <summary>A clause is what a trace tells of: a question that is answered with yes or no, whose parts are not such questions.</summary>
    public virtual bool IsClause => false;

    public Value Evaluate(Run run)
    {
        run.Spend(1);
        return Compute(run);
    }

    protected abstract Value Compute(Run run);
}

/// <summary>A value that stands in the expression.</summary>
public sealed class LiteralNode(Value value) : Node
{
    public Value Value { get; } = value;

    public override ValueKind Kind => Value.Kind;

    protected override Value Compute(Run run) => Value;
}

/// <summary>A field of the record, of a related one, of its former state or of the event.</summary>
public sealed class FieldNode(FieldPath path, ExpressionField field, string label) : Node
{
    public FieldPath Path { get; } = path;

    public ExpressionField Field { get; } = field;

    public string Label { get; } = label;

    public override ValueKind Kind => Field.Kind;

    // A field that is a clause by itself: "is_active and ...".
    public override bool IsClause => Kind == ValueKind.Boolean;

    protected override Value Compute(Run run)
    {
        var value = run.Read(Path);
        if (IsClause)
        {
            run.Tell(this, value, Value.Empty, value.IsTrue);
        }

        return value;
    }
}

/// <summary>The moment, or the day in the time zone, of the evaluation. Read once, so that every clause sees the same.</summary>
public sealed class NowNode(ValueKind kind) : Node
{
    public override ValueKind Kind { get; } = kind;

    protected override Value Compute(Run run) => Kind == ValueKind.Date ? Value.Of(run.DayOf(run.Now)) : Value.Of(run.Now);
}
