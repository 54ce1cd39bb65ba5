namespace CrmLive.Expressions;

/// <summary>The functions of the language. <c>min</c>, <c>max</c>, <c>concat</c> and <c>coalesce</c> pass over what is empty; the others give empty for it.</summary>
public static class ExpressionFunctions
{
    public static IReadOnlyDictionary<string, ExpressionFunction> All { get; } = new ExpressionFunction[]
    {
        new("min", "min(a, b, …)", 1, ExpressionLimits.Entries, Ordered, (run, parts) => Extreme(run, parts, -1)),
        new("max", "max(a, b, …)", 1, ExpressionLimits.Entries, Ordered, (run, parts) => Extreme(run, parts, 1)),
        new("round", "round(number, decimals)", 1, 2, Rounded, Round),
        new("days_between", "days_between(first, second)", 2, 2, Days, DaysBetween),
        new("lower", "lower(text)", 1, 1, kinds => Is(kinds[0], ValueKind.Text) ? ValueKind.Text : null, Lower),
        new("concat", "concat(a, b, …)", 1, ExpressionLimits.Entries, _ => ValueKind.Text, Concat),
        new("if", "if(condition, then, else)", 3, 3, kinds => Is(kinds[0], ValueKind.Boolean) ? Common([kinds[1], kinds[2]]) : null, If),
        new("coalesce", "coalesce(a, b, …)", 1, ExpressionLimits.Entries, Common, Coalesce),
    }.ToDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>The one kind that all have; empty ones fit any. Null where they differ.</summary>
    internal static ValueKind? Common(IReadOnlyList<ValueKind> kinds)
    {
        var common = ValueKind.Empty;
        foreach (var kind in kinds.Where(kind => kind != ValueKind.Empty))
        {
            if (common != ValueKind.Empty && common != kind)
            {
                return null;
            }

            common = kind;
        }

        return common;
    }

    private static ValueKind? Ordered(IReadOnlyList<ValueKind> kinds) =>
        Common(kinds) is ValueKind.Number or ValueKind.Money or ValueKind.Date or ValueKind.Instant or ValueKind.Empty ? Common(kinds) : null;

    private static ValueKind? Rounded(IReadOnlyList<ValueKind> kinds) =>
        kinds[0] is ValueKind.Number or ValueKind.Money or ValueKind.Empty && (kinds.Count == 1 || Is(kinds[1], ValueKind.Number)) ? kinds[0] : null;

    private static ValueKind? Days(IReadOnlyList<ValueKind> kinds) =>
        kinds.All(kind => kind is ValueKind.Date or ValueKind.Instant or ValueKind.Empty) ? ValueKind.Number : null;

    private static bool Is(ValueKind kind, ValueKind wanted) => kind == wanted || kind == ValueKind.Empty;

    private static Value Extreme(Run run, IReadOnlyList<Node> parts, int sign)
    {
        var best = Value.Empty;
        foreach (var part in parts)
        {
            var value = part.Evaluate(run);
            if (!value.IsEmpty && (best.IsEmpty || run.SameCurrency(value, best) * sign > 0))
            {
                best = value;
            }
        }

        return best;
    }

    // Half away from zero, as people and SQL's ROUND do; .NET's own default is half to even.
    private static Value Round(Run run, IReadOnlyList<Node> parts)
    {
        var (value, digits) = (parts[0].Evaluate(run), parts.Count == 1 ? Value.Of(0m) : parts[1].Evaluate(run));
        if (value.IsEmpty || digits.IsEmpty)
        {
            return Value.Empty;
        }

        if (digits.Number != decimal.Truncate(digits.Number) || digits.Number is < 0m or > 10m)
        {
            throw new ExpressionFailed($"round takes 0 to 10 decimals, not {digits}. Change the second argument.");
        }

        var rounded = Math.Round(value.Number, (int)digits.Number, MidpointRounding.AwayFromZero);
        return value.Kind == ValueKind.Money ? Value.Of(new Money(rounded, value.Money.Currency)) : Value.Of(rounded);
    }

    private static Value DaysBetween(Run run, IReadOnlyList<Node> parts)
    {
        var (first, second) = (run.Day(parts[0].Evaluate(run)), run.Day(parts[1].Evaluate(run)));
        return first is { } start && second is { } end ? Value.Of((decimal)(end.DayNumber - start.DayNumber)) : Value.Empty;
    }

    private static Value Lower(Run run, IReadOnlyList<Node> parts)
    {
        var text = parts[0].Evaluate(run);
        return text.IsEmpty ? text : Value.Of(text.Text.ToLowerInvariant());
    }

    private static Value Concat(Run run, IReadOnlyList<Node> parts)
    {
        var text = string.Concat(parts.Select(part => ValueText.Invariant(part.Evaluate(run))));
        run.SpendOn(text);
        return Value.Of(text);
    }

    private static Value If(Run run, IReadOnlyList<Node> parts) => parts[parts[0].Evaluate(run).IsTrue ? 1 : 2].Evaluate(run);

    private static Value Coalesce(Run run, IReadOnlyList<Node> parts)
    {
        foreach (var part in parts)
        {
            if (part.Evaluate(run) is { IsEmpty: false } value)
            {
                return value;
            }
        }

        return Value.Empty;
    }
}
