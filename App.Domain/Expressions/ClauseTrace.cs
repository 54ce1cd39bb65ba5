namespace CrmLive.Expressions;

/// <summary>What one clause saw and answered. Clauses that were not looked at, because an earlier one had decided, are not in the trace.</summary>
/// <param name="Left">What stood on its left, empty for nothing.</param>
/// <param name="Right">What stood on its right; for <c>changed</c>, the new value.</param>
public readonly record struct ClauseTrace(Node Clause, Value Left, Value Right, bool Result)
{
    /// <summary>Why the answer may surprise, or null.</summary>
    public string? Warning => Clause is CompareNode { Comparison: not (Comparison.Equal or Comparison.NotEqual) } && (Left.IsEmpty || Right.IsEmpty)
        ? "A comparison with something empty is never true."
        : null;
}
