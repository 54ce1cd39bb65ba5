namespace CrmLive.Expressions;

/// <summary>What an expression gave.</summary>
/// <param name="Value">Empty where it failed.</param>
/// <param name="Clauses">In the order in which they were looked at.</param>
/// <param name="Failure">Why there is no answer, with what to do; null where there is one.</param>
public sealed record Evaluation(Value Value, IReadOnlyList<ClauseTrace> Clauses, string? Failure = null)
{
    /// <summary>The condition holds. A failed one does not, and says so in <see cref="Failure"/>.</summary>
    public bool IsTrue => Failure is null && Value.IsTrue;
}
