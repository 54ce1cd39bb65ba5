namespace CrmLive.Expressions;

public enum Operation
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// <summary>
/// Arithmetic on numbers, money of one currency, days and instants. Empty in, empty out; a division by zero gives empty, as SQL promises no
/// order in which a guard before it would be looked at.
/// </summary>
public sealed class ArithmeticNode(Operation operation, Node left, Node right, ValueKind kind) : Node
{
    private readonly Node[] _children = [left, right];

    public Operation Operation { get; } = operation;

    public Node Left => _children[0];

    public Node Right => _children[1];

    public override ValueKind Kind { get; } = kind;

    public override IReadOnlyList<Node> Children => _children;

    protected override Value Compute(Run run)
    {
        var (left, right) = (Left.Evaluate(run), Right.Evaluate(run));
        if (left.IsEmpty || right.IsEmpty)
        {
            return Value.Empty;
        }

        try
        {
            return right.Kind == ValueKind.Duration ? run.Shift(left, Operation == Operation.Add ? right.Number : -right.Number, right.Unit) : Combine(run, left, right);
        }
        catch (Exception beyond) when (beyond is OverflowException or ArgumentOutOfRangeException)
        {
            throw new ExpressionFailed($"{left} {Symbol} {right} is beyond what can be reckoned with. Use smaller values.");
        }
    }

    internal string Symbol => Operation switch
    {
        Operation.Add => "+",
        Operation.Subtract => "-",
        Operation.Multiply => "*",
        _ => "/",
    };

    private Value Combine(Run run, Value left, Value right)
    {
        if (left.Kind == ValueKind.Date)
        {
            return Value.Of((decimal)(left.Date.DayNumber - right.Date.DayNumber));
        }

        if (left.Kind == ValueKind.Money && right.Kind == ValueKind.Money)
        {
            run.SameCurrency(left, right);
        }

        if (Operation == Operation.Divide && right.Number == 0m)
        {
            return Value.Empty;
        }

        var number = Operation switch
        {
            Operation.Add => left.Number + right.Number,
            Operation.Subtract => left.Number - right.Number,
            Operation.Multiply => left.Number * right.Number,
            _ => left.Number / right.Number,
        };
        return Kind == ValueKind.Money ? Value.Of(new Money(number, (left.Kind == ValueKind.Money ? left : right).Money.Currency)) : Value.Of(number);
    }
}

/// <summary>A sign before a number, money or a duration.</summary>
public sealed class NegateNode(Node part) : Node
{
    public Node Part { get; } = part;

    public override ValueKind Kind => Part.Kind;

    public override IReadOnlyList<Node> Children => [Part];

    protected override Value Compute(Run run)
    {
        var value = Part.Evaluate(run);
        return value.Kind switch
        {
            ValueKind.Empty => value,
            ValueKind.Money => Value.Of(new Money(-value.Number, value.Money.Currency)),
            ValueKind.Duration => Value.Of(-value.Number, value.Unit),
            _ => Value.Of(-value.Number),
        };
    }
}
