namespace CrmLive.Expressions;

/// <summary>What arithmetic gives for which kinds.</summary>
internal static class ArithmeticKinds
{
    public static ValueKind? Of(Operation operation, ValueKind left, ValueKind right)
    {
        if (left == ValueKind.Empty || right == ValueKind.Empty)
        {
            return left == ValueKind.Empty ? right : left;
        }

        return (operation, left, right) switch
        {
            (_, ValueKind.Number, ValueKind.Number) => ValueKind.Number,
            (Operation.Add or Operation.Subtract, ValueKind.Money, ValueKind.Money) => ValueKind.Money,
            (Operation.Divide, ValueKind.Money, ValueKind.Money) => ValueKind.Number,
            (Operation.Multiply or Operation.Divide, ValueKind.Money, ValueKind.Number) => ValueKind.Money,
            (Operation.Multiply, ValueKind.Number, ValueKind.Money) => ValueKind.Money,
            (Operation.Add or Operation.Subtract, ValueKind.Date or ValueKind.Instant, ValueKind.Duration) => left,
            (Operation.Subtract, ValueKind.Date, ValueKind.Date) => ValueKind.Number,
            _ => null,
        };
    }

    public static string Refusal(Operation operation, ValueKind left, ValueKind right) => (left, right) switch
    {
        (ValueKind.Date or ValueKind.Instant, ValueKind.Number) => "A day moves by a duration: write the unit, as today + 14 days.",
        (ValueKind.Money, ValueKind.Number) or (ValueKind.Number, ValueKind.Money) => "Money and a number cannot be added: write the currency before the number, as EUR 1000.",
        (ValueKind.Instant, ValueKind.Instant) => "Write days_between(a, b) for the days between two times.",
        (ValueKind.Text, _) or (_, ValueKind.Text) => "Text is joined by concat(a, b).",
        _ => $"These two cannot be reckoned with by {operation.ToString().ToLowerInvariant()}.",
    };
}
