namespace CrmLive.Expressions;

/// <summary>A function that expressions may call.</summary>
/// <param name="Signature">How it is called, for help and messages.</param>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Result">The kind of its value for arguments of these kinds, or null where they do not fit.</param>
/// <param name="Compute">Its value. It looks at its arguments itself, so that <c>if</c> leaves one alone.</param>
public sealed record ExpressionFunction(
    string Name, string Signature, int Least, int Most, Func<IReadOnlyList<ValueKind>, ValueKind?> Result, Func<Run, IReadOnlyList<Node>, Value> Compute);
