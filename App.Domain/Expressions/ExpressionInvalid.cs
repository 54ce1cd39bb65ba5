namespace CrmLive.Expressions;

/// <summary>An expression that does not compile.</summary>
/// <param name="message">What is wrong and how to mend it.</param>
/// <param name="column">Where, counted from 1.</param>
/// <param name="fits">What would fit there, best first.</param>
public sealed class ExpressionInvalid(string message, int column, IReadOnlyList<string>? fits = null)
    : RuleBroken("expression.invalid", $"Column {column}: {message}", "expression")
{
    public int Column { get; } = column;

    public IReadOnlyList<string> Fits { get; } = fits ?? [];
}
